package dev.brigade.web;

import dev.brigade.web.content.Multipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A file that a form sent, in memory. Immutable: safe from any thread.
 *
 * <p>All that is said of it comes from the client: {@code fileName} is a word for people and not the name of a file on this machine, and
 * {@code type} is what the client takes it for.
 *
 * @param field the name of the form's field
 * @param fileName without folders and without characters that can't be seen; never empty, {@code .} or {@code ..}
 * @param type its media type; empty if the client says none
 */
public record UploadedFile(String field, String fileName, String type, ByteBuffer content) {
    private static final int LONGEST_NAME = 255;
    private static final String UNNAMED = "unnamed";

    public UploadedFile {
        fileName = cleaned(fileName);
        content = content.asReadOnlyBuffer();
    }

    /** A file for {@link Client#postForm(String, java.util.Map, UploadedFile...)}. */
    public static UploadedFile of(String field, String fileName, String type, byte[] content) {
        return new UploadedFile(field, fileName, type, ByteBuffer.wrap(content.clone()));
    }

    /** Empty if the part is a text, or stands for a field in which no file was chosen. */
    static Optional<UploadedFile> of(Multipart.Part part) {
        return part.fileName()
                .filter(name -> !name.isEmpty() || part.content().hasRemaining())
                .map(name -> new UploadedFile(part.name(), name, part.type(), part.content()));
    }

    /** How many bytes it has. */
    public int size() {
        return content.remaining();
    }

    /** Its content; a copy. */
    public byte[] bytes() {
        byte[] bytes = new byte[size()];
        content.duplicate().get(bytes);
        return bytes;
    }

    /** Its content, from the beginning. */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    /** A view of its content, with a position of its own. */
    @Override
    public ByteBuffer content() {
        return content.duplicate();
    }

    private static String cleaned(String sent) {
        String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        StringBuilder seen = new StringBuilder();
        name.codePoints()
                .filter(point -> switch (Character.getType(point)) {
                    // FORMAT has what turns the direction of the text, so that gpj.exe looks like exe.jpg
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                })
                .limit(LONGEST_NAME)
                .forEach(seen::appendCodePoint);
        String cleaned = seen.toString().strip();
        return cleaned.isEmpty() || cleaned.equals(".") || cleaned.equals("..") ? UNNAMED : cleaned;
    }

    @Override
    public String toString() {
        return fileName + " (" + size() + " bytes)";
    }
}
