package dev.brigade.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A request as it is sent, with the answer that it must get: made once, sent often.
 *
 * @param request to be sent from 0 to its limit; shared by connections that are used by one thread
 */
record Exchange(ByteBuffer request, Answer answer) {

    Exchange(String head, Answer answer) {
        this(direct(head.getBytes(StandardCharsets.US_ASCII)), answer);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
