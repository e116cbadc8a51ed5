package dev.brigade.bench.sctbench;

import dev.brigade.bench.sctbench.programs.Account;
import dev.brigade.bench.sctbench.programs.ArithmeticProgression;
import dev.brigade.bench.sctbench.programs.BluetoothDriver;
import dev.brigade.bench.sctbench.programs.Carter;
import dev.brigade.bench.sctbench.programs.CircularBuffer;
import dev.brigade.bench.sctbench.programs.Deadlock;
import dev.brigade.bench.sctbench.programs.DiningPhilosophers;
import dev.brigade.bench.sctbench.programs.FileSystem;
import dev.brigade.bench.sctbench.programs.Lazy;
import dev.brigade.bench.sctbench.programs.Phase;
import dev.brigade.bench.sctbench.programs.Queue;
import dev.brigade.bench.sctbench.programs.Reorder;
import dev.brigade.bench.sctbench.programs.Stack;
import dev.brigade.bench.sctbench.programs.Sync1;
import dev.brigade.bench.sctbench.programs.Sync2;
import dev.brigade.bench.sctbench.programs.TextBufferAppend;
import dev.brigade.bench.sctbench.programs.TokenRing;
import dev.brigade.bench.sctbench.programs.TwoStage;
import dev.brigade.bench.sctbench.programs.WorkStealQueue;
import dev.brigade.bench.sctbench.programs.WrongLock;
import java.util.List;
import java.util.Optional;

/** The programs, with as many threads as in the benchmark. */
public final class Programs {
    private Programs() {}

    public static List<Program<?>> all() {
        return List.of(
                account(),
                arithmetic(3),
                bluetooth(),
                carter(),
                circularBuffer(7),
                deadlock(),
                fileSystem(5),
                lazy(),
                phase(),
                philosophers(3),
                philosophers(7),
                queue(20),
                reorder(3),
                reorder(4),
                reorder(5),
                reorder(10),
                reorder(20),
                reorder(50),
                reorder(100),
                stack(5),
                stringBuffer(),
                sync1(),
                sync2(),
                tokenRing(),
                twoStage(2),
                twoStage(100),
                workStealQueue(3),
                wrongLock(1, 1),
                wrongLock(1, 3),
                wrongLock(1, 7));
    }

    /** The one that is called so. */
    public static Optional<Program<?>> named(String name) {
        return all().stream().filter(program -> program.name().equals(name)).findFirst();
    }

    private static Program<?> reorder(int threads) {
        return Program.on(Reorder::new)
                .run(threads - 1, Reorder::set)
                .run(Reorder::check)
                .named("reorder");
    }

    private static Program<?> twoStage(int threads) {
        return Program.on(TwoStage::new)
                .run(threads - 1, TwoStage::write)
                .run(TwoStage::read)
                .named("two-stage");
    }

    private static Program<?> wrongLock(int withDataLock, int withThisLock) {
        return Program.on(WrongLock::new)
                .run(withDataLock, WrongLock::withDataLock)
                .run(withThisLock, WrongLock::withThisLock)
                .named("wrong lock");
    }

    private static Program<?> tokenRing() {
        return Program.on(TokenRing::new)
                .run(TokenRing::first)
                .run(TokenRing::second)
                .run(TokenRing::third)
                .run(TokenRing::check)
                .named("token ring");
    }

    private static Program<?> account() {
        return Program.on(Account::new)
                .run(Account::deposit)
                .run(Account::withdraw)
                .run(Account::check)
                .named("account");
    }

    private static Program<?> arithmetic(int n) {
        return Program.on(() -> new ArithmeticProgression(n))
                .run(ArithmeticProgression::produce)
                .run(ArithmeticProgression::consume)
                .run(ArithmeticProgression::check)
                .named("arithmetic progression");
    }

    private static Program<?> bluetooth() {
        return Program.on(BluetoothDriver::new)
                .run(BluetoothDriver::add)
                .run(BluetoothDriver::stop)
                .named("bluetooth driver");
    }

    private static Program<?> carter() {
        return Program.on(Carter::new)
                .run(2, Carter::readA)
                .run(2, Carter::readB)
                .hanging("carter");
    }

    private static Program<?> circularBuffer(int count) {
        return Program.on(() -> new CircularBuffer(count))
                .run(CircularBuffer::producer)
                .run(CircularBuffer::consumer)
                .named("circular buffer");
    }

    private static Program<?> deadlock() {
        return Program.on(Deadlock::new)
                .run(Deadlock::first)
                .run(Deadlock::second)
                .hanging("deadlock");
    }

    private static Program<?> philosophers(int seats) {
        Program.Builder<DiningPhilosophers> program = Program.on(() -> new DiningPhilosophers(seats));
        for (int i = 0; i < seats; i++) {
            int seat = i;
            program.run(table -> table.eat(seat));
        }
        return program.hanging("philosophers");
    }

    private static Program<?> fileSystem(int inodes) {
        Program.Builder<FileSystem> program = Program.on(() -> new FileSystem(inodes));
        for (int i = 0; i < inodes; i++) {
            int inode = i;
            program.run(files -> files.use(inode));
        }
        return program.named("file system");
    }

    private static Program<?> lazy() {
        return Program.on(Lazy::new)
                .run(p -> p.add(1))
                .run(p -> p.add(2))
                .run(Lazy::check)
                .named("lazy");
    }

    private static Program<?> phase() {
        return Program.on(Phase::new).run(2, Phase::run).hanging("phase");
    }

    private static Program<?> queue(int count) {
        return Program.on(() -> new Queue(count))
                .run(Queue::enqueueAll)
                .run(Queue::dequeueAll)
                .named("queue");
    }

    private static Program<?> stack(int count) {
        return Program.on(() -> new Stack(count))
                .run(Stack::push)
                .run(Stack::pop)
                .named("stack");
    }

    private static Program<?> stringBuffer() {
        return Program.on(TextBufferAppend::new)
                .run(TextBufferAppend::append)
                .run(TextBufferAppend::erase)
                .named("string buffer");
    }

    private static Program<?> sync1() {
        return Program.on(Sync1::new).run(Sync1::produce).run(Sync1::consume).hanging("sync 1");
    }

    private static Program<?> sync2() {
        return Program.on(Sync2::new).run(Sync2::produce).run(Sync2::consume).hanging("sync 2");
    }

    private static Program<?> workStealQueue(int items) {
        return Program.on(() -> new WorkStealQueue(items))
                .run(WorkStealQueue::own)
                .run(2, WorkStealQueue::steal)
                .named("work-stealing queue");
    }
}
