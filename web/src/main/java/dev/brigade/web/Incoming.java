package dev.brigade.web;

import dev.brigade.web.content.Forms;
import dev.brigade.web.engine.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent: shared by all runs of one request, so that a second run reads the same body. Confined to the
 * request's thread.
 */
final class Incoming {
    private final Exchange exchange;
    private final Map<String, Object> params;
    private byte @Nullable [] body;
    private @Nullable Map<String, List<String>> query;

    Incoming(Exchange exchange, Map<String, Object> params) {
        this.exchange = exchange;
        this.params = params;
    }

    Exchange exchange() {
        return exchange;
    }

    Map<String, Object> params() {
        return params;
    }

    byte[] body() throws IOException {
        byte[] bytes = body;
        if (bytes == null) {
            try (var in = exchange.body()) {
                bytes = in.readAllBytes();
            }
            body = bytes;
        }
        return bytes;
    }

    Map<String, List<String>> query() {
        Map<String, List<String>> fields = query;
        if (fields == null) {
            fields = Forms.parse(exchange.rawQuery());
            query = fields;
        }
        return fields;
    }
}
