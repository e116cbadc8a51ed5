package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class NestedTransactionsTest {
    private final Fixture fixture;

    NestedTransactionsTest(TestDatabase on) {
        fixture = new Fixture(on.fresh());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_nested_transaction_that_fails_is_undone_alone() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().execute("update dish set portions = 5 where id = 1");
        assertThatThrownBy(() -> transaction.db().useTransaction(nested -> {
                    nested.execute("update dish set portions = 0 where id = 2");
                    nested.execute("update dish set portions = -1 where id = 2");
                }))
                .hasMessageContaining("portions");
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(5, 10);
    }

    @Test
    void a_nested_transaction_that_succeeds_is_committed_with_the_rest_only() {
        Transaction transaction = fixture.begin("POST /orders");
        int changed = transaction.db().inTransaction(nested -> nested.execute("update dish set portions = 0"));
        assertThat(changed).isEqualTo(2);
        transaction.rollback();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }

    @Test
    void they_nest_as_deep_as_one_likes() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().useTransaction(outer -> {
            outer.execute("update dish set portions = 1 where id = 1");
            assertThatThrownBy(() -> outer.useTransaction(inner -> {
                        inner.execute("update dish set portions = 2 where id = 2");
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");
            outer.useTransaction(inner -> inner.execute("update dish set portions = portions + 1"));
        });
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(2, 11);
    }

    @Test
    void a_nested_transaction_can_not_have_another_isolation() {
        Transaction transaction = fixture.begin("POST /orders");
        assertThatThrownBy(() -> transaction
                        .db()
                        .useTransaction(TransactionIsolationLevel.READ_COMMITTED, nested -> nested.execute("select 1")))
                .hasMessageContaining("runs at SERIALIZABLE");
        transaction
                .db()
                .useTransaction(
                        TransactionIsolationLevel.SERIALIZABLE,
                        nested -> nested.execute("update dish set portions = 1"));
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(1, 1);
    }

    @Test
    void named_savepoints_work_and_a_wrong_name_is_told() {
        Transaction transaction = fixture.begin("POST /orders");
        transaction.db().savepoint("before");
        transaction.db().execute("update dish set portions = 0");
        transaction.db().rollbackToSavepoint("before");
        transaction.db().releaseSavepoint("before");
        assertThatThrownBy(() -> transaction.db().rollbackToSavepoint("before"))
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining("There is no savepoint \"before\"");
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(10, 10);
    }
}
