package dev.brigade.web.engine.helidon;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only connection selector of the listener: Helidon gives it each connection before the first byte is read.
 *
 * <p>Shared by the listener's connections; its one field is cleared once, when the engine has stopped. Helidon keeps a
 * timer for each server for ever, and through it this selector; the application behind it can go.
 */
final class Selector implements ServerConnectionSelector {
    private volatile @Nullable Shared shared;

    Selector(Shared shared) {
        this.shared = shared;
    }

    void close() {
        shared = null;
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Shared present = shared;
        if (present == null) {
            throw new CloseConnectionException("The engine has stopped");
        }
        return new Connection(context, present);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of("http/1.1");
    }
}
