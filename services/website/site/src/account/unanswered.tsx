/** An order that was sent, and whose answer was lost: it can be sent again, and is placed once. */

import { words } from "../texts/account.ts";

export function Unanswered({ again, drop }: { again: () => void; drop: () => void }) {
  return (
    <div class="notice" role="alert">
      <p>
        <strong>{words.checkout.unknown}</strong> {words.checkout.unknownHelp}
      </p>
      <p class="form-end">
        <button type="button" class="button" onClick={again}>
          {words.checkout.again}
        </button>
        <a href="/orders">{words.checkout.see}</a>
        <button type="button" class="link" onClick={drop}>
          {words.checkout.drop}
        </button>
      </p>
    </div>
  );
}
