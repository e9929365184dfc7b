package io.vitrina.auth.password;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.Block;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;

/**
 * The working memory of one hashing thread, kept from one hash to the next: 19 MiB thrown away at each login would cost
 * the collector more than the hash costs the core. Not for more than one thread.
 */
final class HashingMemory implements BlockPool {

    private static final ThreadLocal<HashingMemory> OF_THREAD = ThreadLocal.withInitial(HashingMemory::new);

    private final List<Block> free = new ArrayList<>();

    private HashingMemory() {}

    static HashingMemory ofThisThread() {
        return OF_THREAD.get();
    }

    @Override
    public Block allocate() {
        return free.isEmpty() ? new Block() : free.removeLast();
    }

    /** Takes a block back, and wipes it: what it held was made from a password. */
    @Override
    public void deallocate(Block block) {
        free.add(block.clear());
    }
}
