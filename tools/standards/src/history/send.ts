// Sends what waits to the database; started by a command that does not wait for it.
export {};
