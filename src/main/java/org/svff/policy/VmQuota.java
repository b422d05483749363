package org.svff.policy;

import java.util.OptionalInt;

/**
 * What a quota says of one VM.
 *
 * @param most how many VFs it may have; empty where the quota is not about it alone, or counts only some cards
 * @param words all that it says, with file and line
 */
public record VmQuota(OptionalInt most, String words) {}
