package org.svff.world;

/**
 * What a card is known by beside its address, which changes when cards are added or firmware numbers buses anew.
 *
 * @param slot the slot it is in: the number of the physical slot where the kernel knows one ({@code 3}), else the way to it
 *     through the bridges ({@code pci0000:00/03.0/00.0}); empty when neither is known
 * @param serial its PCIe Device Serial Number ({@code 00-1b-21-ff-ff-aa-bb-cc}, PCIe 6.0, 7.9.3), else the MAC that a
 *     network card was made with; empty when neither is known. All functions of a card may have the same
 */
public record CardIdentity(String slot, String serial) {
    public static final CardIdentity UNKNOWN = new CardIdentity("", "");
}
