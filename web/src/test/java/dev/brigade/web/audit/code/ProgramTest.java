package dev.brigade.web.audit.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
    @Test
    void the_code_of_a_whole_library_is_read_without_stumbling() {
        Classes classes = new Classes(getClass().getClassLoader(), name -> name.startsWith("com.zaxxer.hikari."));
        List<String> names = classes.mentionedBy(List.of("com.zaxxer.hikari.HikariDataSource"));

        Facts facts = Program.facts(classes, names, new Lambdas(classes));

        assertThat(names).hasSizeGreaterThan(30);
        assertThat(facts.notRead()).isEmpty();
        assertThat(facts.accesses(new FieldName("com.zaxxer.hikari.HikariDataSource", "pool")))
                .anySatisfy(access -> assertThat(access.write()).isTrue());
    }
}
