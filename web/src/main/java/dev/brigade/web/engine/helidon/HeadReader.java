package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.EngineException;
import io.helidon.common.buffers.DataReader;
import java.util.function.Supplier;

/**
 * What the parser of a head reads from. Counts the fields while they are parsed, since they are put into a hash table: a
 * client may choose thousands of names with one hash code, of which each costs more than the one before.
 *
 * <p>Confined to the thread that reads the head.
 */
final class HeadReader extends DataReader {
    private int fields;

    @SuppressWarnings("removal") // Helidon would rather make readers itself, but then nobody could count
    HeadReader(Supplier<byte[]> source) {
        super(source);
    }

    void beginHead() {
        fields = 0;
    }

    /** The parser asks it before each field, and at the end. */
    @Override
    public boolean startsWithNewLine() {
        if (++fields > Limits.FIELDS) {
            throw new EngineException(431, "The request's head has more than " + (Limits.FIELDS - 1) + " fields.");
        }
        return super.startsWithNewLine();
    }
}
