package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.EngineException;
import io.helidon.common.buffers.DataReader;

/**
 * A body in chunks (RFC 9112, section 7.1), read strictly: what another server might read in another way is refused.
 * Chunk extensions and trailers are checked, bounded and dropped.
 */
final class ChunkedBody extends RequestBody {
    private static final int MAX_SIZE_DIGITS = 8;
    private static final int MAX_EXTENSION = 256;
    private static final int MAX_TRAILERS = 4096;

    private long left;
    private long total;
    private boolean first = true;
    private boolean last;

    ChunkedBody(DataReader reader, Sink sink, long limit, boolean continueAwaited) {
        super(reader, sink, limit, continueAwaited);
    }

    @Override
    int next(byte[] target, int offset, int length) {
        if (left == 0 && !beginChunk()) {
            return -1;
        }
        reader.ensureAvailable();
        int count = (int) Math.min(Math.min(length, left), reader.available());
        reader.readBuffer(count).read(target, offset, count);
        left -= count;
        return count;
    }

    /** The sum of what is still to come is unknown; what can be said is whether the chunk at hand is small. */
    @Override
    boolean restAtMost(long bytes) {
        return left <= bytes;
    }

    @Override
    boolean complete() {
        return last;
    }

    private boolean beginChunk() {
        if (last) {
            return false;
        }
        if (!first) {
            expectLineEnd("A chunk of the request's body is not followed by a line break.");
        }
        first = false;
        left = size();
        total += left;
        if (total > limit()) {
            throw tooLarge();
        }
        if (left == 0) {
            skipTrailers();
            last = true;
        }
        return !last;
    }

    private long size() {
        long size = 0;
        for (int digits = 0; ; digits++) {
            byte b = reader.read();
            int digit = hexDigit(b);
            if (digit < 0) {
                if (digits == 0) {
                    throw malformedSize();
                }
                endSizeLine(b);
                return size;
            }
            if (digits == MAX_SIZE_DIGITS) {
                throw malformedSize();
            }
            size = size << 4 | digit;
        }
    }

    /** The rest of a size line, of which {@code b} has been read. */
    private void endSizeLine(byte b) {
        if (b == ';') {
            int length = 0;
            do {
                b = reader.read();
                length++;
                if (length > MAX_EXTENSION || (b < ' ' && b != '\t' && b != '\r') || b == 127) {
                    throw new EngineException(400, "A chunk extension in the request's body is malformed or too long.");
                }
            } while (b != '\r');
        }
        if (b != '\r' || reader.read() != '\n') {
            throw malformedSize();
        }
    }

    private void skipTrailers() {
        int line = 0;
        for (int length = 0; length < MAX_TRAILERS; length++) {
            byte b = reader.read();
            if (b == '\r') {
                if (reader.read() != '\n') {
                    break;
                }
                if (line == 0) {
                    return;
                }
                line = 0;
            } else if ((b < ' ' && b != '\t') || (line == 0 && (b == ' ' || b == '\t'))) {
                break;
            } else {
                line++;
            }
        }
        throw new EngineException(400, "The trailers of the request's body are malformed or too long.");
    }

    private void expectLineEnd(String otherwise) {
        if (reader.read() != '\r' || reader.read() != '\n') {
            throw new EngineException(400, otherwise);
        }
    }

    /** Only ASCII: {@link Character#digit} would take digits of any script. */
    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private static EngineException malformedSize() {
        return new EngineException(400, "The size of a chunk of the request's body is malformed.");
    }
}
