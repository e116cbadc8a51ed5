package dev.brigade.web.content;

import java.nio.charset.StandardCharsets;

/** The header {@code Content-Disposition} of what a browser stores as a file (RFC 6266), under whatever name a person gave it. */
public final class Attachment {
    private static final String HEX = "0123456789ABCDEF";

    /** What is written as it is in {@code filename*} (RFC 8187, section 3.2.1), beside letters and digits. */
    private static final String PLAIN = "!#$&+-.^_`|~";

    private Attachment() {}

    /** Its value. A name that not all clients understand stands there twice: once for old ones, with {@code _} for what they do not. */
    public static String named(String fileName) {
        String name = fileName.replaceAll("[\\p{Cntrl}/\\\\]", "_");
        String ascii = name.replaceAll("[^\\x20-\\x7E]|[\"%]", "_");
        return "attachment; filename=\"" + ascii + "\""
                + (ascii.equals(name) ? "" : "; filename*=UTF-8''" + encoded(name));
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }
}
