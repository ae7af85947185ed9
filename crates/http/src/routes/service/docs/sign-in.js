// Signs in to the API from Swagger UI. Tokens stay in memory: they go with the page.
"use strict";

(() => {
  const form = document.getElementById("sign-in");
  const signOut = document.getElementById("sign-out");
  const state = document.getElementById("sign-in-state");
  let timer;

  const post = (path, body, token) =>
    fetch(path, {
      method: "POST",
      headers: {
        ...(body && { "Content-Type": "application/json" }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
    });

  let session;

  function forget(message) {
    clearTimeout(timer);
    session = undefined;
    window.ui.authActions.logout(["bearer"]);
    signOut.hidden = true;
    state.textContent = message;
  }

  async function use(response) {
    const answer = await response.json();
    if (!response.ok) {
      forget(answer.detail ?? answer.title ?? "");
      return;
    }
    session = answer;
    window.ui.preauthorizeApiKey("bearer", session.access_token);
    signOut.hidden = false;
    // A minute early, so that no request goes out with a token about to expire.
    timer = setTimeout(renew, Math.max(session.expires_in - 60, 5) * 1000);
  }

  async function renew() {
    await use(await post("/v1/auth/sessions/renewal", { refresh_token: session.refresh_token }));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    const fields = new FormData(form);
    await use(await post("/v1/auth/sessions", { email: fields.get("email"), password: fields.get("password") }));
    if (session) {
      form.elements.password.value = "";
      state.textContent = `Connecté : ${fields.get("email")}`;
    }
  });

  signOut.addEventListener("click", async () => {
    await post("/v1/auth/sessions/current/revocation", undefined, session.access_token);
    forget("Déconnecté");
  });
})();
