package dev.brigade.check.agent;

import static dev.brigade.check.agent.CallKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTableTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java/lang/Object|wait|()V|AWAIT ACQUIRES RELEASES BLOCKS
            java/lang/Object|wait|(J)V|AWAIT ACQUIRES RELEASES TIMED
            java/lang/Object|notifyAll|()V|SIGNAL
            java/lang/Thread|start|()V|START RELEASES
            java/lang/Thread|join|()V|JOIN ACQUIRES BLOCKS
            java/lang/Thread|join|(Ljava/time/Duration;)Z|JOIN ACQUIRES TIMED
            java/lang/Thread$Builder$OfVirtual|start|(Ljava/lang/Runnable;)Ljava/lang/Thread;|START RELEASES
            java/util/concurrent/locks/Lock|lock|()V|LOCK ACQUIRES BLOCKS
            java/util/concurrent/locks/Lock|tryLock|()Z|TRY_LOCK ACQUIRES
            java/util/concurrent/locks/Lock|tryLock|(JLjava/util/concurrent/TimeUnit;)Z|TRY_LOCK ACQUIRES TIMED
            java/util/concurrent/locks/ReentrantLock|unlock|()V|UNLOCK RELEASES
            java/util/concurrent/locks/ReentrantReadWriteLock$ReadLock|lock|()V|LOCK ACQUIRES BLOCKS
            java/util/concurrent/locks/StampedLock|writeLock|()J|LOCK ACQUIRES BLOCKS
            java/util/concurrent/locks/StampedLock|unlockWrite|(J)V|UNLOCK RELEASES
            java/util/concurrent/locks/Condition|await|()V|AWAIT ACQUIRES RELEASES BLOCKS
            java/util/concurrent/locks/Condition|awaitNanos|(J)J|AWAIT ACQUIRES RELEASES TIMED
            java/util/concurrent/locks/Condition|awaitUntil|(Ljava/util/Date;)Z|AWAIT ACQUIRES RELEASES TIMED
            java/util/concurrent/locks/Condition|signal|()V|SIGNAL
            java/util/concurrent/CountDownLatch|countDown|()V|WRITE RELEASES
            java/util/concurrent/CountDownLatch|await|()V|READ ACQUIRES BLOCKS
            java/util/concurrent/Semaphore|tryAcquire|(IJLjava/util/concurrent/TimeUnit;)Z|WRITE ACQUIRES TIMED
            java/util/concurrent/CompletableFuture|join|()Ljava/lang/Object;|READ JOIN ACQUIRES BLOCKS
            java/util/concurrent/CompletableFuture|complete|(Ljava/lang/Object;)Z|WRITE RELEASES ACQUIRES
            java/util/concurrent/CompletableFuture|thenApply|(Ljava/util/function/Function;)Ljava/util/concurrent/CompletableFuture;|WRITE ACQUIRES RELEASES VIEW
            java/util/concurrent/Future|get|(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;|READ JOIN ACQUIRES TIMED
            java/util/concurrent/ExecutorService|submit|(Ljava/lang/Runnable;)Ljava/util/concurrent/Future;|START RELEASES
            java/util/concurrent/BlockingQueue|put|(Ljava/lang/Object;)V|WRITE ACQUIRES RELEASES BLOCKS
            java/util/concurrent/BlockingQueue|offer|(Ljava/lang/Object;)Z|WRITE ACQUIRES RELEASES
            java/util/concurrent/BlockingQueue|poll|(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;|WRITE ACQUIRES TIMED
            java/util/concurrent/ConcurrentHashMap|get|(Ljava/lang/Object;)Ljava/lang/Object;|READ ACQUIRES
            java/util/concurrent/ConcurrentMap|putIfAbsent|(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;|WRITE ACQUIRES RELEASES
            java/util/concurrent/ConcurrentHashMap|keySet|()Ljava/util/Set;|READ VIEW ACQUIRES
            java/util/concurrent/atomic/AtomicInteger|get|()I|READ ACQUIRES
            java/util/concurrent/atomic/AtomicInteger|getAndIncrement|()I|WRITE ACQUIRES RELEASES
            java/util/concurrent/atomic/AtomicReference|set|(Ljava/lang/Object;)V|WRITE RELEASES
            java/lang/invoke/VarHandle|get|([Ljava/lang/Object;)Ljava/lang/Object;|READ
            java/lang/invoke/VarHandle|setRelease|([Ljava/lang/Object;)V|WRITE RELEASES
            java/util/Map|getOrDefault|(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;|READ
            java/util/HashMap|put|(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;|WRITE
            java/util/List|iterator|()Ljava/util/Iterator;|READ VIEW
            java/util/Iterator|next|()Ljava/lang/Object;|READ
            java/util/Iterator|remove|()V|WRITE
            java/util/Vector|add|(Ljava/lang/Object;)Z|WRITE ACQUIRES RELEASES
            java/text/SimpleDateFormat|format|(Ljava/util/Date;)Ljava/lang/String;|WRITE
            java/security/MessageDigest|digest|([B)[B|WRITE
            java/security/MessageDigest|getAlgorithm|()Ljava/lang/String;|READ
            javax/crypto/Mac|doFinal|([B)[B|WRITE
            java/util/regex/Matcher|find|()Z|WRITE
            java/util/regex/Matcher|group|(I)Ljava/lang/String;|READ
            java/util/zip/CRC32|update|([B)V|WRITE
            java/nio/ByteBuffer|put|(B)Ljava/nio/ByteBuffer;|WRITE
            java/nio/ByteBuffer|remaining|()I|READ
            java/lang/StringBuilder|append|(C)Ljava/lang/StringBuilder;|WRITE
            java/lang/StringBuilder|length|()I|READ
            """)
    void what_a_method_does(String owner, String name, String descriptor, String kinds) {
        assertThat(kinds(owner, name, descriptor, false).orElseThrow())
                .extracting(CallKind::name)
                .containsExactlyInAnyOrder(kinds.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java/lang/String|length|()I
            java/lang/Thread|getName|()Ljava/lang/String;
            java/util/Optional|get|()Ljava/lang/Object;
            java/util/concurrent/TimeUnit|toMillis|(J)J
            java/util/concurrent/Callable|call|()Ljava/lang/Object;
            java/util/concurrent/locks/ReadWriteLock|readLock|()Ljava/util/concurrent/locks/Lock;
            java/util/function/Function|apply|(Ljava/lang/Object;)Ljava/lang/Object;
            java/util/UUID|toString|()Ljava/lang/String;
            java/util/regex/Pattern|matcher|(Ljava/lang/CharSequence;)Ljava/util/regex/Matcher;
            java/security/SecureRandom|nextInt|()I
            javax/sql/DataSource|getConnection|()Ljava/sql/Connection;
            java/util/HashMap|<init>|()V
            com/acme/HashMap|put|()V
            """)
    void what_is_no_step(String owner, String name, String descriptor) {
        assertThat(kinds(owner, name, descriptor, false)).isEmpty();
    }

    @Test
    void static_methods_have_rules_of_their_own() {
        assertThat(kinds("java/lang/Thread", "sleep", "(J)V", true)).contains(Set.of(SLEEP, TIMED));
        assertThat(kinds("java/util/concurrent/locks/LockSupport", "parkNanos", "(Ljava/lang/Object;J)V", true))
                .contains(Set.of(PARK, TIMED));
        assertThat(kinds("java/util/concurrent/locks/LockSupport", "park", "()V", true))
                .contains(Set.of(PARK, BLOCKS));
        assertThat(kinds("java/util/List", "of", "()Ljava/util/List;", true)).isEmpty();
    }

    @Test
    void what_the_code_knows_as_a_map_may_be_a_concurrent_one() {
        Call put = CallTable.find(
                        "java/util/Map", "put", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;", false)
                .orElseThrow()
                .call();
        int site = Sites.add(
                id -> new Site(id, Site.Operation.CALL, "A", "a", 1, "A.java", "java.util.Map", "put", false, false),
                put);

        assertThat(Calls.of(site).kinds()).containsExactly(WRITE);
        assertThat(Calls.of(site, new HashMap<>()).kinds()).containsExactly(WRITE);
        assertThat(Calls.of(site, null).kinds()).containsExactly(WRITE);
        assertThat(Calls.of(site, new ConcurrentHashMap<>()).kinds()).containsExactly(WRITE, ACQUIRES, RELEASES);
        assertThat(Calls.of(site, new ConcurrentHashMap<>() {}).is(ACQUIRES)).isTrue();
        assertThat(Calls.of(site, Collections.synchronizedMap(Map.of())).is(RELEASES))
                .isTrue();
    }

    private static Optional<Set<CallKind>> kinds(String owner, String name, String descriptor, boolean isStatic) {
        return CallTable.find(owner, name, descriptor, isStatic)
                .map(found -> found.call().kinds());
    }
}
