import type { LogSystem } from '../corpus.ts';

export const windowsEvents: LogSystem = {
  name: 'windows-events',
  header: String.raw`{date} {time}, Info PATCH`,
  templates: String.raw`
The {Print Spooler|Windows Update|DHCP Client|Remote Registry|Windows Search} service entered the running state.
The {Print Spooler|Windows Update|DHCP Client|Remote Registry|Windows Search} service entered the stopped state.
The {Print Spooler|Windows Update|DHCP Client|Remote Registry} service terminated unexpectedly.  It has done this {small} time(s).
The start type of the {Print Spooler|Windows Update|DHCP Client|Remote Registry} service was changed from {auto start|demand start|disabled} to {auto start|demand start|disabled}.
An account was successfully logged on. Subject: Security ID: S-1-5-{int} Account Name: {user} Logon Type: {small}
An account failed to log on. Subject: Security ID: S-1-5-{int} Account Name: {user} Failure Reason: {Unknown user name or bad password.|Account currently disabled.|Account locked out.}
An account was logged off. Subject: Security ID: S-1-5-{int} Account Name: {user}
A user account was created. New Account: Account Name: {user} Account Domain: {NORTHLAKE|HQ|BRANCH-A}
A user account was deleted. Target Account: Account Name: {user} Account Domain: {NORTHLAKE|HQ|BRANCH-A}
Installation Successful: Windows successfully installed the following update: {Security Update|Definition Update|Cumulative Update} KB{int}
Installation Failure: Windows failed to install the following update with error {hex}: {Security Update|Definition Update|Cumulative Update} KB{int}
Transaction: {int}_{int} opened by client {PatchAgent|Licensing|StoreAgent}.
Transaction: {int}_{int} closed. Restart needed: {yes|no}
Warning: Package lists an unknown attribute.
Warning: Folder {winpath} belongs to more than component {word}
Patch engine v{version} runs from {winpath}
Patch engine {preparation|clean-up} ends.
Patch engine {preparation|clean-up} begins.
Sweep: Nothing in the component store is stale, skipping.
Queue holds {int} operations; {int} change files and are listed:
[FC] Check and mend run begins
[FC] Check ended
[FC] Checking {int} components
[FC] Cannot mend "{file}" of {word}, Version = {version}, source is missing
Application: {file} Framework Version: v{version} Description: The process was terminated due to an unhandled exception.
Faulting application name: {file}, version: {version}, time stamp: {hex} Faulting module name: {file}, version: {version}
The time provider NtpClient is currently receiving valid time data from {domain} ({ip}).
The time provider NtpClient cannot reach or is currently receiving invalid time data from {domain} ({ip}).
Disk {small} has been surprise removed.
The system uptime is {int} seconds.
The driver {winpath} failed to load for the device {USB\ROOT_HUB|PCI\VEN|ACPI\GEN}.
The IO operation at logical block address {hex} for Disk {small} was retried.
Group Policy settings for user {user} were processed successfully.
Group Policy settings for computer {host} were processed successfully.
Name resolution for the name {domain} timed out after none of the configured DNS servers responded.
Volume {C:|D:|E:} ({System|Data|Backup}) is healthy.  No action is needed.
Volume {C:|D:|E:} ({System|Data|Backup}) needs to be taken offline for a short time to perform a Spot Fix.
`
    .trim()
    .split('\n'),
};
