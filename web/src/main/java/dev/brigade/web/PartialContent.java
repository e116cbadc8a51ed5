package dev.brigade.web;

import dev.brigade.web.content.ByteRange;
import dev.brigade.web.engine.Exchange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The part of an answer that its client asked for, if the answer {@linkplain Response#acceptRanges may be had in parts}. */
final class PartialContent {
    private PartialContent() {}

    /** 206 with the part, or 416 if there is none such; {@code whole} itself if all of it is to be sent. */
    static Response of(Exchange exchange, Response whole) {
        if (whole.status() != 200
                || !(whole.body() instanceof Response.Bytes(byte[] bytes))
                || !exchange.method().equals("GET") // RFC 9110, section 14.2: for other methods it has no meaning
                || !whole.headers().has("Accept-Ranges")) {
            return whole;
        }
        List<String> asked = exchange.headers("Range");
        if (asked.size() != 1 || !isOfThisVersion(exchange, whole)) {
            return whole;
        }
        Optional<ByteRange> range = ByteRange.of(asked.getFirst(), bytes.length);
        return range.map(part -> part(whole, bytes, part)).orElse(whole);
    }

    private static Response part(Response whole, byte[] bytes, ByteRange range) {
        Response part = whole.copy();
        if (!range.isSatisfiable()) {
            part.headers().remove("Content-Type");
            return part.status(416)
                    .header("Content-Range", "bytes */" + bytes.length)
                    .header("Cache-Control", "no-store") // or a cache might answer with it who asks for all
                    .body(new byte[0]);
        }
        int end = range.first() + range.length();
        return part.status(206)
                .header("Content-Range", "bytes " + range.first() + "-" + (end - 1) + "/" + bytes.length)
                .body(Arrays.copyOfRange(bytes, range.first(), end));
    }

    /** The rest of another version would not fit to what the client has (RFC 9110, section 13.1.5). */
    private static boolean isOfThisVersion(Exchange exchange, Response whole) {
        Optional<String> known = exchange.header("If-Range");
        return known.isEmpty() || known.equals(whole.header("ETag").filter(tag -> !tag.startsWith("W/")));
    }
}
