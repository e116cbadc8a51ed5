package dev.brigade.web.engine.helidon;

import io.helidon.common.buffers.DataReader;

/** A body whose length was told. */
final class FixedBody extends RequestBody {
    private long left;

    FixedBody(DataReader reader, Sink sink, long limit, boolean continueAwaited, long length) {
        super(reader, sink, limit, continueAwaited);
        this.left = length;
    }

    @Override
    int next(byte[] target, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        reader.ensureAvailable();
        int count = (int) Math.min(Math.min(length, left), reader.available());
        reader.readBuffer(count).read(target, offset, count);
        left -= count;
        return count;
    }

    @Override
    boolean complete() {
        return left == 0;
    }

    @Override
    boolean restAtMost(long bytes) {
        return left <= bytes;
    }
}
