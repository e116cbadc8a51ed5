package dev.brigade.bench.compare;

import dev.brigade.bench.load.Measured;
import java.time.Duration;

/**
 * One turn of one subject.
 *
 * @param cpu of the server, meanwhile
 * @param loadCpu of the load generator, meanwhile
 * @param helperCpu of what the server uses outside of itself, such as a database, meanwhile
 */
public record Round(Measured load, Duration cpu, Duration loadCpu, Duration helperCpu) {

    public double cpuMicros() {
        return cpu.toNanos() / 1e3 / load.requests();
    }

    public double helperMicros() {
        return helperCpu.toNanos() / 1e3 / load.requests();
    }

    public double throughput() {
        return load.throughput();
    }

    public double medianMicros() {
        return load.median().toNanos() / 1e3;
    }

    public double p99Micros() {
        return load.p99().toNanos() / 1e3;
    }

    /** Requests that got no answer of status 2xx. */
    public double refused() {
        return load.refused();
    }

    /** How busy a CPU the server kept. */
    public double percent() {
        return percent(cpu);
    }

    /** How busy a CPU the load generator kept. */
    public double loadPercent() {
        return percent(loadCpu);
    }

    /** How busy a CPU the load generator and what the server uses outside of itself kept. */
    public double othersPercent() {
        return percent(loadCpu.plus(helperCpu));
    }

    private double percent(Duration used) {
        return 100.0 * used.toNanos() / load.took().toNanos();
    }
}
