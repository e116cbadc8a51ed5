package dev.brigade.check;

/** Code that throws anything, where only exceptions may be thrown. */
final class Throwing {
    private Throwing() {}

    static void run(Explore.Code code) throws Exception {
        try {
            code.run();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
