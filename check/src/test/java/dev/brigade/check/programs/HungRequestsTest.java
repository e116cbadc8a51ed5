package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.brigade.check.Explore;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Finding;
import dev.brigade.web.App;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Requests that wait for a signal which nobody gives. */
class HungRequestsTest {

    private static App app() {
        App app = App.named("waiting");
        var oven = app.lock("oven");
        var hot = oven.condition("hot");
        List<String> done = new ArrayList<>();
        app.post("/take", rq -> {
            try (var _ = oven.hold()) {
                while (done.isEmpty()) {
                    hot.await();
                }
                return done.removeFirst();
            }
        });
        return app;
    }

    @Test
    void are_ended_without_a_word_in_the_log_and_it_is_said_at_what_they_wait() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("brigade");
        log.start();
        logger.addAppender(log);
        try {
            Finding finding = Explore.app(HungRequestsTest::app)
                    .together(one -> one.post("/take", ""), two -> two.post("/take", ""))
                    .explore()
                    .finding()
                    .orElseThrow();
            assertThat(finding.anomaly()).isEqualTo(Anomaly.LOST_WAKE_UP);
            assertThat(finding.waits())
                    .hasSize(2)
                    .allSatisfy(wait -> assertThat(wait).matches("request . waits at condition \"hot\", at .*"));
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(line -> line.contains("failed"))
                    .isEmpty();
        } finally {
            logger.detachAppender(log);
        }
    }
}
