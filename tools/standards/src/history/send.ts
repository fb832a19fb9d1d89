// Sends what waits to the database. Started by a command that does not wait for it, and that nobody can be told anything by:
// what goes wrong is left for the next command to say.
import { databaseUrlIn } from './database-url.ts';
import { openDatabaseHistory } from './open-history.ts';
import { beginSending, noteFailure, sendingLimitMs, waiting } from './outbox.ts';
import { sendRuns } from './send-runs.ts';

const [, , root = ''] = process.argv;
const url = databaseUrlIn(process.env);
const end = url === undefined ? undefined : beginSending(root);
if (url !== undefined && end) {
  setTimeout(() => {
    noteFailure(root, 'it gives no answer');
    end();
    process.exit(1);
  }, sendingLimitMs).unref();
  let reason: string | undefined;
  try {
    const { history, close } = await openDatabaseHistory(url);
    try {
      ({ reason } = await sendRuns(root, history));
      end();
      // Put there after the last look and before the mark went.
      if (reason === undefined && waiting(root).length > 0) await sendRuns(root, history);
    } finally {
      await close();
    }
  } catch (error) {
    if (waiting(root).length > 0) {
      noteFailure(root, error instanceof Error ? error.message : String(error));
    }
  } finally {
    end();
  }
}
