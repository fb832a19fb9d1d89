import type { LogSystem } from '../corpus.ts';

export const kernel: LogSystem = {
  name: 'kernel',
  header: String.raw`[{int}.{int}]`,
  templates: String.raw`
usb {small}-{small}: new high-speed USB device number {small} using xhci_hcd
usb {small}-{small}: new full-speed USB device number {small} using xhci_hcd
usb {small}-{small}: USB disconnect, device number {small}
usb {small}-{small}: Product: {USB Keyboard|Webcam HD|Flash Drive|Optical Mouse}
usb {small}-{small}: device descriptor read/64, error {neg}
eth{small}: link up, {int}Mbps, full-duplex
eth{small}: link down
{eth0|wlan0|br-lan|docker0|bond0}: entered promiscuous mode
{eth0|wlan0|br-lan|docker0|bond0}: left promiscuous mode
EXT4-fs ({sda1|sdb2|dm-0|nvme0n1p1}): mounted filesystem with ordered data mode
EXT4-fs ({sda1|sdb2|dm-0|nvme0n1p1}): re-mounted. Opts: {errors=remount-ro|(null)|data=ordered}
EXT4-fs error (device {sda1|sdb2|dm-0}): ext4_lookup:{int}: inode #{int}: comm {user}: deleted inode referenced: {int}
Out of memory: Killed process {pid} ({java|node|postgres|chrome|mysqld}) total-vm:{kb}, anon-rss:{kb}, file-rss:{kb}
{java|node|postgres|chrome|mysqld} invoked oom-killer: gfp_mask={hex}, order={small}, oom_score_adj={small}
{java|node|postgres|chrome|mysqld}[{pid}]: segfault at {hex} ip {hex} sp {hex} error {small} in libc-2.31.so[{hex}+{hex}]
CPU{small}: Core temperature above threshold, cpu clock throttled (total events = {int})
CPU{small}: Core temperature/speed normal
ata{small}.00: exception Emask {hex} SAct {hex} SErr {hex} action {hex} frozen
ata{small}.00: failed command: {READ DMA|WRITE DMA EXT|FLUSH CACHE}
ata{small}: hard resetting link
ata{small}: SATA link up {float} Gbps (SStatus {int} SControl {int})
Buffer I/O error on device {sda|sdb|loop3}, logical block {int}
blk_update_request: I/O error, dev {sda|sdb|loop3}, sector {int}
INFO: task {java|node|postgres|chrome|kworker/u8:2}:{pid} blocked for more than {int} seconds.
Call Trace:
audit: type={int} audit({int}.{int}:{int}): apparmor="{ALLOWED|DENIED}" operation="{open|exec|mknod}" profile="{path}" name="{path}" pid={pid} comm="{user}"
device {eth0|vethab|tap1} entered disabled state
Bluetooth: hci{small}: command {hex} tx timeout
TCP: request_sock_TCP: Possible SYN flooding on port {port}. Sending cookies.
nf_conntrack: table full, dropping packet
martian source {ip} from {ip}, on dev eth{small}
clocksource: Switched to clocksource {tsc|hpet|kvm-clock|acpi_pm}
Memory: {int}K/{int}K available ({int}K kernel code, {int}K rwdata, {int}K rodata)
PCI: Using configuration type {small} for base access
pci 0000:00:{hexid}: BAR {small}: assigned [mem {hex}-{hex}]
pci 0000:00:{hexid}: BAR {small}: can't assign [mem size {hex}]
random: crng init done
systemd[1]: Started {Daily apt activities|Journal Service|Network Time Sync|Login Service}.
systemd[1]: Stopped {Daily apt activities|Journal Service|Network Time Sync|Login Service}.
perf: interrupt took too long ({int} > {int}), lowering kernel.perf_event_max_sample_rate to {int}
`
    .trim()
    .split('\n'),
};
