import type { LogSystem } from '../corpus.ts';

export const gameServer: LogSystem = {
  name: 'game-server',
  header: String.raw`[{time}] [Server thread/INFO]:`,
  templates: String.raw`
{user} joined the game
{user} left the game
{user}[/{ipport}] logged in with entity id {int} at ({float}, {float}, {float})
{user} lost connection: {Disconnected|Timed out|Kicked for spamming|Internal Exception}
UUID of player {user} is {uuid}
<{user}> {text}
{user} was slain by {zombie|spider|skeleton|dragon}
{user} was shot by {skeleton|pillager|turret}
{user} fell from a high place
{user} drowned
{user} has made the advancement [{Stone Age|Getting an Upgrade|Hot Stuff|Ice Bucket Challenge}]
{user} issued server command: /{home|tp|spawn|msg|gamemode}
Can't keep up! Is the server overloaded? Running {ms} or {int} ticks behind
Saved the game
Saving chunks for level '{world|nether|the_end}'
Preparing spawn area: {pct}
Preparing level "{world|nether|the_end}"
Loaded {int} recipes
Loaded {int} advancements
Time elapsed: {ms}
Starting game server on *:{port}
Stopping the server
Stopping server
Match {int} started on map {harbor|canyon|foundry|outpost} with {int} players
Match {int} ended on map {harbor|canyon|foundry|outpost}: {red|blue|green} wins {int}:{int}
Player {user} switched to team {red|blue|green}
Player {user} banned by {user} for {text}
Player {user} unbanned by {user}
Vote {int} to {kick|mute|restart} passed with {pct}
Vote {int} to {kick|mute|restart} failed with {pct}
Item {sword|shield|potion|bow} x{small} given to {user}
Item {sword|shield|potion|bow} x{small} dropped by {user}
Ping of {user} is {int}
Anti-cheat: {user} moved too quickly! {float},{float},{float}
Anti-cheat: {user} moved wrongly!
Region {word} generated in {ms}
Backup {file} written ({size})
`
    .trim()
    .split('\n'),
};
