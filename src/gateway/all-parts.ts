/**
 * Every part of the gateway, loaded. A program that is no page imports this before all else, and then nothing is late.
 */
import '../go/late-claim-paths';
import { loadParts } from '../go/late';
import '../go/regexp';
import '../keys/static-source';
import '../tokens/sign';
import './definition/late-oas';
import './late-key-sets';

await loadParts();
