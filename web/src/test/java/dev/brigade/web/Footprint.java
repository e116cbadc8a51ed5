package dev.brigade.web;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process holds at a moment when it is at rest.
 *
 * @param platformThreads the names of those of the operating system, but for the carriers of virtual threads, which come and go with
 *     the load, and HikariCP's that open and close connections, which rest for a few seconds before they end
 * @param virtualThreads those that have begun and not ended
 * @param heap bytes that are in use after a collection
 */
record Footprint(Set<String> platformThreads, long virtualThreads, long heap) {

    static Footprint now(Path folder) throws IOException {
        Path dump = Files.createTempFile(folder, "threads", ".txt");
        Files.delete(dump); // the virtual machine makes the file itself
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
        long virtual;
        try (Stream<String> lines = Files.lines(dump)) {
            virtual =
                    lines.filter(line -> line.matches("#\\d+ \".*\" virtual.*")).count();
        }
        Set<String> platform = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("ForkJoinPool-"))
                .filter(name -> !name.endsWith(":connection-adder") && !name.endsWith(":connection-closer"))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Footprint(platform, virtual, heapAtRest());
    }

    /** The least of a few looks, since what a collection leaves varies by what happens to run. */
    private static long heapAtRest() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
