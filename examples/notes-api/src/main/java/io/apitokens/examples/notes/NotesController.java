package io.apitokens.examples.notes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The notes of each user. Identifies the user only by the {@code sub} of the token. */
@RestController
@RequestMapping("/notes")
class NotesController {

    private static final int MAX_LENGTH = 1000;
    private static final int MAX_NOTES = 100;

    private final ConcurrentMap<String, List<Note>> notes = new ConcurrentHashMap<>();

    @GetMapping
    List<Note> read(Authentication caller) {
        return of(caller);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Note write(Authentication caller, @RequestBody Note note) {
        if (note.text() == null || note.text().isBlank() || note.text().length() > MAX_LENGTH) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "text must have 1 to 1000 characters");
        }
        notes.compute(caller.getName(), (sub, written) -> latest(written, note));
        return note;
    }

    private List<Note> of(Authentication caller) {
        return notes.getOrDefault(caller.getName(), List.of());
    }

    /** Returns the notes of a user with another one. The oldest give way, because they are in memory. */
    private static List<Note> latest(List<Note> written, Note note) {
        List<Note> all = new ArrayList<>(written == null ? List.of() : written);
        all.add(note);
        return List.copyOf(all.subList(Math.max(0, all.size() - MAX_NOTES), all.size()));
    }

    record Note(String text) {}
}
