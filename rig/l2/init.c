/*
 * The only program of a guest (L2): brings up the network interfaces that are hot-plugged into it and pings a peer, and
 * reads and writes an NVMe disk when it is told to.
 * One process and no exec: both are dear in a guest that is emulated twice. It is told what to do, and tells what
 * happens, in lines, so that it can be restored from a snapshot taken before it knew who it was.
 *
 *   ttyS1, in:   addr A.B.C.D     its own address, given to every interface
 *                peer A.B.C.D     whom to ping, once a second
 *                show             tell NET of each interface again
 *                write N TEXT     the text to sector N of the NVMe disk, past all caches
 *                read N           what is there
 *   ttyS0, out:  GUEST READY
 *                GUEST TOLD peer A.B.C.D    the command has been read and followed
 *                GUEST NET eth0 index 2 mac 52:54:00:...
 *                GUEST DISK nvme0n1
 *                GUEST DISK wrote 7 TEXT             or: GUEST DISK cannot write 7: ...
 *                GUEST DISK read 7 TEXT
 *                GUEST GONE eth0, or nvme0n1
 *                GUEST PING seq 7 from 10.9.0.1 ms 12
 *                GUEST LOST seq 8
 *                GUEST KERNEL ...            what the kernel logs from READY on
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static char own[32], peer[32], disk[32] = "nvme0n1";
static uint16_t sequence, answered;
static int64_t sent_at;

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

__attribute__((format(printf, 1, 2))) static void tell(const char *format, ...)
{
	va_list args;

	printf("GUEST ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	fflush(stdout);
}

static void load_modules(void)
{
	char name[128], path[160];
	FILE *order = fopen("/modules.order", "r");

	while (order && fgets(name, sizeof(name), order)) {
		int fd;

		name[strcspn(name, "\n")] = 0;
		snprintf(path, sizeof(path), "/modules/%s", name);
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0 || syscall(SYS_finit_module, fd, "", 0))
			tell("cannot load %s: %s", name, strerror(errno));
		if (fd >= 0)
			close(fd);
	}
	if (order)
		fclose(order);
}

static bool ask(int sock, unsigned long request, struct ifreq *ifr, const char *name)
{
	snprintf(ifr->ifr_name, sizeof(ifr->ifr_name), "%s", name);
	return ioctl(sock, request, ifr) == 0;
}

static void show(const char *name)
{
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq ifr = { 0 };
	unsigned char mac[6] = { 0 };
	int index = 0;

	if (ask(sock, SIOCGIFHWADDR, &ifr, name))
		memcpy(mac, ifr.ifr_hwaddr.sa_data, sizeof(mac));
	if (ask(sock, SIOCGIFINDEX, &ifr, name))
		index = ifr.ifr_ifindex;
	tell("NET %s index %d mac %02x:%02x:%02x:%02x:%02x:%02x", name, index, mac[0], mac[1], mac[2], mac[3],
	     mac[4], mac[5]);
	close(sock);
}

static void bring_up(const char *name)
{
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq ifr = { 0 };
	struct sockaddr_in *in = (struct sockaddr_in *)&ifr.ifr_addr;

	if (own[0]) {
		memset(&ifr, 0, sizeof(ifr));
		in->sin_family = AF_INET;
		inet_aton(own, &in->sin_addr);
		if (!ask(sock, SIOCSIFADDR, &ifr, name))
			tell("cannot give %s the address %s: %s", name, own, strerror(errno));
		inet_aton("255.255.255.0", &in->sin_addr);
		ask(sock, SIOCSIFNETMASK, &ifr, name);
	}
	memset(&ifr, 0, sizeof(ifr));
	ifr.ifr_flags = IFF_UP | IFF_RUNNING;
	if (!ask(sock, SIOCSIFFLAGS, &ifr, name))
		tell("cannot bring %s up: %s", name, strerror(errno));
	close(sock);
	show(name);
}

/* A record of /dev/kmsg is "level,sequence,time,flags;text". */
static void on_kernel_log(int fd)
{
	char record[1024];
	ssize_t size;

	while ((size = read(fd, record, sizeof(record) - 1)) > 0) {
		char *text;

		record[size] = 0;
		text = strchr(record, ';');
		if (text)
			tell("KERNEL %.*s", (int)strcspn(text + 1, "\n"), text + 1);
	}
}

static void each_interface(void (*visit)(const char *))
{
	DIR *net = opendir("/sys/class/net");
	struct dirent *entry;

	while (net && (entry = readdir(net)))
		if (!strncmp(entry->d_name, "eth", 3))
			visit(entry->d_name);
	if (net)
		closedir(net);
}

/* Waits until the disk has done it: a disk that is gone for a while keeps whoever uses it waiting. */
static void use_sector(bool write, unsigned int sector, const char *text)
{
	static char data[512] __attribute__((aligned(4096)));
	const char *verb = write ? "write" : "read";
	char path[48];
	ssize_t size;
	int fd;

	snprintf(path, sizeof(path), "/dev/%s", disk);
	fd = open(path, O_RDWR | O_DIRECT | O_CLOEXEC);
	memset(data, 0, sizeof(data));
	if (write)
		snprintf(data, sizeof(data), "%s", text);
	size = fd < 0 ? -1 :
	       write  ? pwrite(fd, data, sizeof(data), sector * 512LL) :
			pread(fd, data, sizeof(data), sector * 512LL);
	if (size != sizeof(data))
		tell("DISK cannot %s %u: %s", verb, sector, size < 0 ? strerror(errno) : "not all of it");
	else
		tell("DISK %s %u %.64s", write ? "wrote" : "read", sector, data);
	if (fd >= 0)
		close(fd);
}

/* A child of its own does it, so that this one goes on telling. */
static void on_sector(bool write, unsigned int sector, const char *text)
{
	if (fork() == 0) {
		use_sector(write, sector, text);
		_exit(0);
	}
}

/* A path like /devices/.../nvme0n1; one way of several to a disk is called nvme0c1n1. */
static bool is_disk(const char *path, char *name)
{
	const char *last = strrchr(path, '/');
	unsigned int controller, namespace;
	int length = 0;

	if (!last || sscanf(last, "/nvme%un%u%n", &controller, &namespace, &length) != 2 || last[length])
		return false;
	snprintf(name, 32, "nvme%un%u", controller, namespace);
	return true;
}

static void on_disk_event(const char *message)
{
	char name[32];

	if (!is_disk(message, name))
		return;
	if (!strncmp(message, "add@", 4)) {
		snprintf(disk, sizeof(disk), "%s", name);
		tell("DISK %s", name);
	} else if (!strncmp(message, "remove@", 7)) {
		tell("GONE %s", name);
	}
}

static void on_uevent(int sock)
{
	char message[4096];
	ssize_t size = recv(sock, message, sizeof(message) - 1, 0);
	char *name;

	if (size <= 0)
		return;
	message[size] = 0;
	on_disk_event(message);
	name = strstr(message, "/net/eth");
	if (!name || strchr(name + 5, '/'))
		return;
	name += 5;
	if (!strncmp(message, "add@", 4))
		bring_up(name);
	else if (!strncmp(message, "remove@", 7))
		tell("GONE %s", name);
}

static void on_command(int fd)
{
	static char line[64];
	static size_t length;
	unsigned int sector;
	char c, text[64];

	while (read(fd, &c, 1) == 1) {
		if (c != '\n' && c != '\r') {
			if (length < sizeof(line) - 1)
				line[length++] = c;
			continue;
		}
		line[length] = 0;
		length = 0;
		if (sscanf(line, "addr %31s", own) == 1)
			each_interface(bring_up);
		else if (!strcmp(line, "show"))
			each_interface(show);
		else if (sscanf(line, "write %u %63s", &sector, text) == 2)
			on_sector(true, sector, text);
		else if (sscanf(line, "read %u", &sector) == 1)
			on_sector(false, sector, "");
		else
			sscanf(line, "peer %31s", peer);
		if (line[0])
			tell("TOLD %s", line);
	}
}

static uint16_t checksum(const unsigned char *data, size_t size)
{
	uint32_t sum = 0;

	for (size_t i = 0; i + 1 < size; i += 2)
		sum += (uint32_t)(data[i] << 8 | data[i + 1]);
	while (sum >> 16)
		sum = (sum >> 16) + (sum & 0xffff);
	return (uint16_t)~sum;
}

static void ping(int sock)
{
	unsigned char packet[64] = { 8 };
	struct sockaddr_in to = { .sin_family = AF_INET };
	uint16_t sum;

	if (sequence != answered)
		tell("LOST seq %u", sequence);
	sequence++;
	answered = (uint16_t)(sequence - 1);
	packet[6] = (unsigned char)(sequence >> 8);
	packet[7] = (unsigned char)sequence;
	sum = checksum(packet, sizeof(packet));
	packet[2] = (unsigned char)(sum >> 8);
	packet[3] = (unsigned char)sum;
	inet_aton(peer, &to.sin_addr);
	sent_at = now_ms();
	sendto(sock, packet, sizeof(packet), 0, (struct sockaddr *)&to, sizeof(to));
}

static void on_reply(int sock)
{
	unsigned char packet[2048];
	ssize_t size = recv(sock, packet, sizeof(packet), 0);

	/* An echo reply behind an IP header without options, to the last ping. */
	if (size < 28 || packet[20] != 0 || (packet[26] << 8 | packet[27]) != sequence || answered == sequence)
		return;
	answered = sequence;
	tell("PING seq %u from %d.%d.%d.%d ms %lld", sequence, packet[12], packet[13], packet[14], packet[15],
	     (long long)(now_ms() - sent_at));
}

int main(void)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK, .nl_groups = 1 };
	struct termios raw;
	int uevents, commands, icmp, log;
	int64_t next = 0;

	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	mkdir("/dev", 0755);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	load_modules();
	commands = open("/dev/ttyS1", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (!tcgetattr(commands, &raw)) {
		cfmakeraw(&raw);
		tcsetattr(commands, TCSANOW, &raw);
	}
	uevents = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);
	bind(uevents, (struct sockaddr *)&kernel, sizeof(kernel));
	icmp = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP);
	each_interface(bring_up);
	log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	lseek(log, 0, SEEK_END);
	signal(SIGCHLD, SIG_IGN);
	tell("READY");
	for (;;) {
		struct pollfd ready[] = { { commands, POLLIN, 0 }, { uevents, POLLIN, 0 }, { icmp, POLLIN, 0 },
					   { log, POLLIN, 0 } };

		poll(ready, 4, 1000);
		if (ready[0].revents & POLLIN)
			on_command(commands);
		if (ready[1].revents & POLLIN)
			on_uevent(uevents);
		if (ready[2].revents & POLLIN)
			on_reply(icmp);
		if (ready[3].revents & POLLIN)
			on_kernel_log(log);
		if (peer[0] && now_ms() >= next) {
			next = now_ms() + 1000;
			ping(icmp);
		}
	}
}
