package dev.brigade.bench.http;

import dev.brigade.bench.load.Measured;
import java.time.Duration;

/**
 * One turn of one subject.
 *
 * @param cpu of the server, meanwhile
 * @param loadCpu of the load generator, meanwhile
 */
record Round(Measured load, Duration cpu, Duration loadCpu) {

    double cpuMicros() {
        return cpu.toNanos() / 1e3 / load.requests();
    }

    double throughput() {
        return load.throughput();
    }

    double medianMicros() {
        return load.median().toNanos() / 1e3;
    }

    double p99Micros() {
        return load.p99().toNanos() / 1e3;
    }

    /** How busy a CPU the load generator kept. */
    double loadPercent() {
        return 100.0 * loadCpu.toNanos() / load.took().toNanos();
    }
}
