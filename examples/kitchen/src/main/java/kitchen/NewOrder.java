package kitchen;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/** What a guest asks for. */
public record NewOrder(
        @NotBlank @Size(max = 40) String dish,
        @Positive @Max(1000) int portions) {}
