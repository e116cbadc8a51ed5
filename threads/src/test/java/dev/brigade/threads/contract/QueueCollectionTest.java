package dev.brigade.threads.contract;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.testers.CollectionToStringTester;
import dev.brigade.threads.BoundedQueue;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import junit.framework.TestCase;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Guava's collection test suite asks of a queue, of {@link BoundedQueue}. */
class QueueCollectionTest {

    @TestFactory
    Stream<DynamicNode> is_a_collection() {
        TestSuite suite = QueueTestSuiteBuilder.using(new TestStringQueueGenerator() {
                    @Override
                    protected Queue<String> create(String[] elements) {
                        BoundedQueue<String> queue = new BoundedQueue<>("pass", 100);
                        Collections.addAll(queue, elements);
                        return queue;
                    }
                })
                .named("BoundedQueue")
                .withFeatures(CollectionSize.ANY, CollectionFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER)
                .suppressing(toStringTests())
                .createTestSuite();
        return Stream.of(node(suite));
    }

    /** A queue says its name and how full it is instead of its items. */
    private static Collection<Method> toStringTests() {
        return Stream.of(CollectionToStringTester.class.getMethods())
                .filter(method -> method.getName().startsWith("test"))
                .toList();
    }

    /** The suites are of JUnit 3; here each test of theirs is one of ours. */
    private static DynamicNode node(junit.framework.Test test) {
        return switch (test) {
            case TestSuite suite -> {
                Enumeration<junit.framework.Test> tests = suite.tests();
                yield DynamicContainer.dynamicContainer(
                        suite.getName(), Collections.list(tests).stream().map(QueueCollectionTest::node));
            }
            case TestCase one -> DynamicTest.dynamicTest(one.getName(), () -> run(one));
            default -> throw new IllegalArgumentException("Neither a suite nor a test: " + test);
        };
    }

    private static void run(TestCase test) throws Throwable {
        TestResult result = new TestResult();
        test.run(result);
        for (var failure : Stream.of(result.errors(), result.failures())
                .flatMap(some -> Collections.list(some).stream())
                .toList()) {
            throw failure.thrownException();
        }
        if (result.runCount() != 1) {
            throw new AssertionError(List.of(test, result.runCount()) + ": has not run");
        }
    }
}
