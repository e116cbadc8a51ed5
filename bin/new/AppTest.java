package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.brigade.check.AppExploration.Requests;
import dev.brigade.check.Explore;
import dev.brigade.web.Client;
import @package@.@Class@.NewNote;
import org.junit.jupiter.api.Test;

class @Class@Test {
    @Test
    void a_note_is_on_the_page() {
        try (Client client = @Class@.app().client("--database.url", "jdbc:h2:mem:test")) {
            assertEquals(303, client.post("/notes", new NewNote("I was here")).status());

            assertTrue(client.get("/").text().contains("I was here"));
        }
    }

    @Test
    void an_empty_note_is_refused() {
        try (Client client = @Class@.app().client("--database.url", "jdbc:h2:mem:test")) {
            assertEquals(422, client.post("/notes", new NewNote(" ")).status());
        }
    }

    /** Runs both together under every interleaving that matters: what comes out must be what some order of them gives. */
    @Test
    void two_notes_at_once_come_out_as_one_after_the_other() {
        Requests note = http -> http.post("/notes", new NewNote("I was here"));

        Explore.app(@Class@::app).together(note, note).verify();
    }
}
