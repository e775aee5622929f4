package io.apitokens.examples.notes;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Each user's own notes. A caller is known by nothing but the {@code sub} of the token. */
@RestController
@RequestMapping("/notes")
class NotesController {

    private static final int MAX_LENGTH = 1000;

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
        of(caller).add(note);
        return note;
    }

    private List<Note> of(Authentication caller) {
        return notes.computeIfAbsent(caller.getName(), sub -> new CopyOnWriteArrayList<>());
    }

    record Note(String text) {}
}
