import type { LogSystem } from '../corpus.ts';

export const mobileApp: LogSystem = {
  name: 'mobile-app',
  header: String.raw`07-21 {time}.123  {pid}  {pid} {D|I|W|E} {ScreenFlow|BarKeeper|NetMonitor}:`,
  templates: String.raw`
onCreate: MainActivity savedInstanceState={null|Bundle[mParcelledData.dataSize=584]}
onResume: {MainActivity|CartActivity|ProfileActivity|LoginActivity}
onPause: {MainActivity|CartActivity|ProfileActivity|LoginActivity}
onDestroy: {MainActivity|CartActivity|ProfileActivity|LoginActivity} finishing={bool}
Displayed com.tidal.shop/.{MainActivity|CartActivity|ProfileActivity|LoginActivity}: +{ms}
Missed {int} frames!  Something slow runs on the drawing thread.
setBarStyle flags={hex} was={hex} animate={hex} inset={hex}
lockOverlay: shown={bool} pinned={bool}
hold power lock=Grip@{hexid}, kind={hex}, why="{Playback|Upload|Alarm}", app={int}, pid={pid}
drop power lock=Grip@{hexid}, kind={hex}
battery level changed from {pct} to {pct}
battery: status={charging|discharging|full} health=good temp={int}
network type changed: {wifi|lte|none|5g} -> {wifi|lte|none|5g}
network lost, queueing {int} requests
network available, flushing {int} requests
GET {url} -> {status} ({ms})
POST {url} failed: java.net.UnknownHostException: Unable to resolve host "{domain}"
push token refreshed: {token}
push received: type={promo|order|chat|sync} id={uuid}
Start proc {pid}:com.tidal.shop/u0a{int} for {activity|service|broadcast} com.tidal.shop/.{MainActivity|SyncService|BootReceiver}
Killing {pid}:com.tidal.shop/u0a{int} (adj {int}): empty for {int}s
step count: {int} total, {int} today
heart rate: {int} bpm (confidence {small})
heart rate sensor off body
heart rate sensor on body
GC freed {int}({size}) AllocSpace objects, {small}({size}) LOS objects, {pct} free, {size}/{size}, paused {float}ms total {float}ms
database opened: {orders.db|cache.db|prefs.db} version {small}
database upgraded: {orders.db|cache.db|prefs.db} from {small} to {small}
sync started: account={email} full={bool}
sync finished: account={email} up={int} down={int}
sync failed: account={email} error={timeout|auth|conflict|parse}
view inflated: R.layout.{cart_row|profile_head|search_bar} in {ms}
click: {buy|back|menu|search|heart}
deep link opened: shop://{product|cart|profile}/{int}
location: {float},{float} accuracy={float} provider={gps|network|fused}
screen {on|off}
permission {CAMERA|LOCATION|CONTACTS|RECORD_AUDIO} granted
permission {CAMERA|LOCATION|CONTACTS|RECORD_AUDIO} denied
crash report uploaded: {uuid}
analytics queue size {int}, dropping oldest
`
    .trim()
    .split('\n'),
};
