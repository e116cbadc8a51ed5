package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Inodes that get a free block when they are first used (Flanagan and Godefroid, "Dynamic partial-order reduction", POPL 2005).
 * There is one block for each inode but one: whoever comes last finds none.
 */
public final class FileSystem {
    private final ReentrantLock[] inodeLocks;
    private final ReentrantLock[] blockLocks;
    private final int[] inodes;
    private final boolean[] busy;

    public FileSystem(int inodeCount) {
        inodes = new int[inodeCount];
        busy = new boolean[inodeCount - 1];
        inodeLocks = locks(inodeCount);
        blockLocks = locks(inodeCount - 1);
    }

    public void use(int inode) {
        inodeLocks[inode].lock();
        try {
            if (inodes[inode] == 0) {
                inodes[inode] = allocate(inode * 2 % busy.length) + 1;
            }
        } finally {
            inodeLocks[inode].unlock();
        }
    }

    private int allocate(int start) {
        for (int i = 0; i < busy.length; i++) {
            int block = (start + i) % busy.length;
            blockLocks[block].lock();
            try {
                if (!busy[block]) {
                    busy[block] = true;
                    return block;
                }
            } finally {
                blockLocks[block].unlock();
            }
        }
        throw new AssertionError("there is a free block for each inode");
    }

    private static ReentrantLock[] locks(int count) {
        ReentrantLock[] locks = new ReentrantLock[count];
        for (int i = 0; i < count; i++) {
            locks[i] = new ReentrantLock();
        }
        return locks;
    }
}
