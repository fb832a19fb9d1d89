export { openPeer } from './peer.d.mts';
