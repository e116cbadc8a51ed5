package dev.brigade.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** A form with files as browsers send it, for clients in the same process. Confined to one thread. */
final class MultipartForm {
    private final String boundary = "brigade-" + UUID.randomUUID();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    MultipartForm(Map<String, String> fields, UploadedFile... files) {
        fields.forEach((name, value) -> {
            head(name, "");
            text(value + "\r\n");
        });
        for (UploadedFile file : files) {
            head(
                    file.field(),
                    "; filename=\"" + escaped(file.fileName()) + "\""
                            + (file.type().isEmpty() ? "" : "\r\nContent-Type: " + file.type()));
            out.writeBytes(file.bytes());
            text("\r\n");
        }
        text("--" + boundary + "--\r\n");
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void head(String name, String more) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escaped(name) + "\"" + more
                + "\r\n\r\n");
    }

    private static String escaped(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
