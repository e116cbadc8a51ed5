package theatre;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;

/** The application. */
@SpringBootApplication
public class Theatre {

    /** Sells a seat twice over, one after the other: then nothing goes wrong. */
    static void main(String... args) {
        SpringApplication application = new SpringApplication(Theatre.class);
        application.setAdditionalProfiles("demo");
        application.run(args).close();
    }

    @Bean
    @Profile("demo")
    CommandLineRunner sells(Seats seats) {
        return _ -> {
            System.out.println("Ann gets seat 1: " + seats.sellNaively(1, "Ann"));
            System.out.println("Bob gets seat 1: " + seats.sellNaively(1, "Bob"));
            System.out.println("Seat 1 is " + seats.guest(1) + "'s");
        };
    }
}
