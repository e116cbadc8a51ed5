package dev.brigade.web.engine.helidon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK has open for all virtual threads that wait at sockets. It opens that for the first of them, and if there is no file left at
 * that moment, none can ever wait in this process again. So one waits here, before the first client comes, of whom there may be too many.
 */
final class Pollers {
    private Pollers() {}

    /** @throws IOException if the process may not have that many files open */
    static void open() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            Thread waits = Thread.ofVirtual().name("waits once").start(() -> {
                try {
                    source.read(ByteBuffer.allocate(1));
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            while (waits.getState() != Thread.State.WAITING && waits.isAlive()) {
                Thread.onSpinWait();
            }
            sink.write(ByteBuffer.allocate(1));
            waits.join();
            Throwable failed = failure.get();
            if (failed != null) {
                throw new IOException(
                        "No thread can wait for clients. Too many open files? Allow the process more (ulimit -n)",
                        failed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the first client's thread will do it
        }
    }
}
