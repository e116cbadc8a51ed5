package dev.brigade.check.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingJsonTest {
    @Test
    void all_of_a_finding_is_in_it() {
        Finding finding = finding("reads", "0", List.of("field Counter.count@1"), "wrong");

        assertThat(FindingJson.of(finding)).isEqualTo("""
                {"subject":{"name":"bank.CounterTest.two_adds"},"anomaly":"lost update","sentence":"wrong","threads":["a","b"],\
                "steps":[{"thread":1,"what":"reads","value":"0","touches":["field Counter.count@1"],"where":"C.add(C.java:3)",\
                "holds":["lock \\"oven\\""],"reason":"has ended","matters":true}],\
                "serial":[{"order":"a, then b","results":["ended","ended"],"state":["count = 2"]}],\
                "found":{"order":"","results":["ended","ended"],"state":["count = 1"]},\
                "waits":["a waits"],"fixes":[{"text":"hold a lock","proof":""}],"replay":"t0 t1","schedules":7,"switches":1}
                """);
    }

    @Test
    void what_would_break_the_text_is_escaped() {
        String text = FindingJson.of(finding("\"\\\n\t\u0000", "料理 \uD83C\uDF72", List.of("\uD83C"), "</script>"));

        assertThat(text)
                .contains("\"what\":\"\\\"\\\\\\n\\u0009\\u0000\"")
                .contains("\"value\":\"料理 \uD83C\uDF72\"")
                .contains("\"touches\":[\"\\ud83c\"]")
                .contains("\"sentence\":\"</script>\""); // the page puts it in as text
    }

    private static Finding finding(String what, String value, List<String> touches, String sentence) {
        return new Finding(
                new Subject.Threads("bank.CounterTest.two_adds"),
                Anomaly.LOST_UPDATE,
                sentence,
                List.of("a", "b"),
                List.of(new TraceStep(
                        1, what, value, touches, "C.add(C.java:3)", List.of("lock \"oven\""), "has ended", true)),
                List.of(new Outcome("a, then b", List.of("ended", "ended"), List.of("count = 2"))),
                new Outcome("", List.of("ended", "ended"), List.of("count = 1")),
                List.of("a waits"),
                List.of(new Fix("hold a lock", "")),
                "t0 t1",
                7,
                1);
    }
}
