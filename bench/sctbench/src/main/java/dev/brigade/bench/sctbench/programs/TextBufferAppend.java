package dev.brigade.bench.sctbench.programs;

/** Two buffers: one thread appends the second to the first, another one erases the second. */
public final class TextBufferAppend {
    private final TextBuffer target = new TextBuffer("abc");
    private final TextBuffer source = new TextBuffer("def");

    public void append() {
        target.append(source);
    }

    public void erase() {
        source.erase(0);
    }

    public String text() {
        return target.text();
    }
}
