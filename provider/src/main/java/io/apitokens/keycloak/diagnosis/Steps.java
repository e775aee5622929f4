package io.apitokens.keycloak.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The steps of a diagnosis. After the first check that does not pass, it skips all others. */
final class Steps {

    private final List<Step> steps = new ArrayList<>();
    private boolean hasStopped;

    Steps check(Check check, Supplier<Finding> question) {
        Finding finding = hasStopped ? Finding.SKIPPED : question.get();
        hasStopped |= finding.outcome() != Outcome.PASSED;
        steps.add(new Step(check, finding));
        return this;
    }

    List<Step> toList() {
        return List.copyOf(steps);
    }
}
