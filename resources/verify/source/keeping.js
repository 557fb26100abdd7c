/** What was loaded and trusted is kept in this browser, where it allows that; never a certificate, never a name. */

const PLACE = "bsuh-verify-1";

/** The kept object, or null. */
export function kept() {
  try {
    return JSON.parse(localStorage.getItem(PLACE));
  } catch {
    return null;
  }
}

/** Keeps an object; false where the browser keeps nothing. */
export function keep(value) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Forgets all that was kept. */
export function forget() {
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
