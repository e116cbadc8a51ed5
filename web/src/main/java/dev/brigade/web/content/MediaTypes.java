package dev.brigade.web.content;

import java.util.Locale;
import java.util.Map;

/** Media types: of files by their ending, and which of two a client would rather have. */
public final class MediaTypes {
    public static final String TEXT = "text/plain; charset=utf-8";
    public static final String HTML = "text/html; charset=utf-8";
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";
    public static final String EVENTS = "text/event-stream; charset=utf-8";
    public static final String BYTES = "application/octet-stream";

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("html", HTML),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", JSON),
            Map.entry("map", JSON),
            Map.entry("txt", TEXT),
            Map.entry("xml", "application/xml"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("mp3", "audio/mpeg"));

    private MediaTypes() {}

    /** The type of a file by its name's ending. */
    public static String ofFile(String name) {
        return BY_ENDING.getOrDefault(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), BYTES);
    }

    /** The type alone, in lower case: {@code Text/HTML; charset=utf-8} is {@code text/html}. */
    public static String essence(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /**
     * How much a client wants a type, by its {@code Accept} header (RFC 9110, section 12.5.1): 0 (not at all) to 1000. The
     * most specific range counts.
     */
    public static int quality(String accept, String type) {
        if (accept.isBlank()) {
            return 1000;
        }
        String group = type.substring(0, type.indexOf('/') + 1);
        int best = 0;
        int bestRank = -1;
        for (String range : accept.split(",", -1)) {
            String name = essence(range);
            int rank = name.equals(type) ? 2 : name.equals(group + "*") ? 1 : name.equals("*/*") ? 0 : -1;
            if (rank > bestRank) {
                bestRank = rank;
                best = weight(range);
            }
        }
        return best;
    }

    /** Whether a client would rather have a page than JSON: browsers name {@code text/html}, programs do not. */
    public static boolean prefersHtml(String accept) {
        return accept.contains("text/html") && quality(accept, "text/html") >= quality(accept, JSON);
    }

    private static int weight(String range) {
        int q = range.replace(" ", "").indexOf(";q=");
        if (q < 0) {
            return 1000;
        }
        String text = range.replace(" ", "").substring(q + 3);
        int end = text.indexOf(';');
        try {
            return (int) (Double.parseDouble(end < 0 ? text : text.substring(0, end)) * 1000);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
