import type { LogSystem } from '../corpus.ts';

export const embedded: LogSystem = {
  name: 'embedded',
  header: String.raw`{int}.{int}`,
  templates: String.raw`
boot: reset cause {power-on|brownout|watchdog|software}
boot: firmware {version} built {date} {time}
wifi: scanning, {int} networks found
wifi: connecting to {word}-net
wifi: connected, rssi {neg}, channel {small}
wifi: disconnected, reason {int}
wifi: got ip {ip} mask {ip} gw {ip}
mqtt: connecting to {domain}:{port} as {service}
mqtt: connected
mqtt: connection refused, code {small}
mqtt: publish sensors/{kitchen|garage|attic|cellar}/temperature {float}
mqtt: publish sensors/{kitchen|garage|attic|cellar}/humidity {pct}
mqtt: message on cmnd/{kitchen|garage|attic|cellar}/power: {ON|OFF|TOGGLE}
sensor {kitchen|garage|attic|cellar}: temperature {float} C
sensor {kitchen|garage|attic|cellar}: humidity {pct}
sensor {kitchen|garage|attic|cellar}: no reading for {dur}
sensor {kitchen|garage|attic|cellar}: calibration finished, offset {float}
relay {small} on
relay {small} off
valve {inlet|outlet|bypass} opening
valve {inlet|outlet|bypass} closing
valve {inlet|outlet|bypass} jammed at {pct}
ota: update {version} available ({kb})
ota: writing block {int} of {int}
ota: verified, rebooting
ota: signature mismatch, rolling back
i2c: nack from {hex}
i2c: bus recovered
heap: {int} free, largest block {int}
stack high water mark of {sensors|net|ui|main}: {int}
watchdog: task {sensors|net|ui|main} did not feed for {ms}
rtc: time set to {date} {time} by {ntp|user|gps}
rtc: battery low
flash: erased sector {hex}
flash: write error at {hex}
modbus: slave {small} function {small} timeout
modbus: slave {small} exception {small}
modbus: crc error, got {hex} want {hex}
motor {x|y|z}: homing
motor {x|y|z}: stalled at {float} mm
gps: fix {float},{float} sats {int}
gps: fix lost
lora: rx {int} bytes from {hexid} rssi {neg} snr {float}
lora: tx {int} bytes to {hexid}
`
    .trim()
    .split('\n'),
};
