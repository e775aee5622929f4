package io.apitokens.examples.notes;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * The scope that each request needs. Keycloak introspects the bearer token, which may be of any kind. With the
 * profile {@code jwt}, it must be a JWT, which is validated here.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain api(HttpSecurity http, ObjectProvider<JwtDecoder> jwts) {
        // Without the permission for error dispatches, every 400 and 500 would reach the caller as 401 or 403.
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/notes")
                        .hasAuthority("SCOPE_notes:read")
                        .requestMatchers(HttpMethod.POST, "/notes")
                        .hasAuthority("SCOPE_notes:write")
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(server -> {
                    if (jwts.getIfAvailable() == null) {
                        server.opaqueToken(withDefaults());
                    } else {
                        server.jwt(withDefaults());
                    }
                })
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .build();
    }
}
