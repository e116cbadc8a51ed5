package dev.brigade.web.engine.helidon;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What goes to the client, in slices with a deadline each. Confined to one thread at a time; {@link Deadline} is what the
 * watchdog shares.
 */
final class Sink {
    final Deadline deadline;

    private final HelidonSocket socket;
    private final Clock clock;
    private final Limits limits;
    private boolean broken;

    Sink(HelidonSocket socket, Clock clock, Limits limits) {
        this.socket = socket;
        this.clock = clock;
        this.limits = limits;
        this.deadline = new Deadline(clock);
    }

    /** Whether a write has failed; nothing can be sent any more. */
    boolean broken() {
        return broken;
    }

    /** Nothing more will be sent. */
    void end() {
        broken = true;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        // As for reading: an interrupted thread may still answer.
        boolean interrupted = Thread.interrupted();
        try {
            int from = offset;
            int end = offset + length;
            while (from < end) {
                int slice = Math.min(Limits.SLICE_BYTES, end - from);
                writeSlice(bytes, from, slice);
                from += slice;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeSlice(byte[] bytes, int offset, int length) throws IOException {
        if (broken || !deadline.arm(clock.now() + limits.writeNanos(length), false)) {
            throw new IOException("The connection has ended");
        }
        boolean late;
        IOException failure = null;
        try {
            socket.write(BufferData.create(bytes, offset, length));
        } catch (UncheckedIOException e) {
            failure = e.getCause();
        } finally {
            late = deadline.disarm();
        }
        if (late) {
            broken = true;
            throw new IOException("The client takes the answer too slowly");
        }
        if (failure != null) {
            broken = true;
            throw failure;
        }
    }
}
