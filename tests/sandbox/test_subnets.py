"""Ranges of ours: free ones, also when several ask at once."""

from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Network

import pytest

from checker.errors import SandboxError
from checker.sandbox import labels, subnets
from checker.sandbox.labels import Owner

ROUTES = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0
br0\t0007D50A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
"""


@pytest.fixture
def marks(run_id):
    return labels.make_labels(run_id, "network", Owner.current())


def test_the_pool_holds_4096_small_ranges():
    assert subnets.count_free([]) == 4096
    assert subnets.choose([]).prefixlen == 28


def test_taken_ranges_are_left_out_and_others_do_not_matter():
    taken = [IPv4Network("10.213.4.0/24"), IPv4Network("172.17.0.0/16"), IPv4Network("10.213.0.16/28")]
    assert subnets.count_free(taken) == 4096 - 16 - 1
    # All but the first three, the first of which is taken twice over, and a wider range than the pool.
    first, *rest = list(subnets.POOL.subnets(new_prefix=28))[:4]
    all_but_these = [n for n in subnets.POOL.subnets(new_prefix=28) if n not in rest]
    assert {subnets.choose([*all_but_these, first]) for _ in range(60)} == set(rest)
    assert subnets.count_free([IPv4Network("10.0.0.0/8")]) == 0
    assert subnets.count_free([IPv4Network("10.213.255.240/28"), IPv4Network("10.214.0.0/28")]) == 4095


def test_the_host_s_routes_within_the_pool_count_a_vpn_over_it_does_not(tmp_path):
    table = tmp_path / "route"
    table.write_text(ROUTES)
    assert subnets.ranges_of_host(table) == [IPv4Network("10.213.7.0/24")]
    assert subnets.ranges_of_host(tmp_path / "absent") == []


def test_a_full_pool_is_said_in_french():
    with pytest.raises(SandboxError, match=r"10\.213\.0\.0/16"):
        subnets.choose([subnets.POOL])


def test_networks_have_no_way_out_and_no_address_on_the_host(client, run_id, marks):
    network, subnet = subnets.create_network(client, f"registres-{run_id}", marks)
    facts = client.api.inspect_network(network)
    assert facts["Internal"]
    assert facts["Options"]["com.docker.network.bridge.inhibit_ipv4"] == "true"
    assert subnet.prefixlen == 28
    assert subnet.subnet_of(subnets.POOL)
    assert facts["Labels"][labels.RUN] == run_id


def test_several_at_once_get_ranges_of_their_own(client, run_id, marks):
    with ThreadPoolExecutor(6) as pool:
        made = list(
            pool.map(lambda n: subnets.create_network(client, f"registres-{run_id}-{n}", marks), range(6))
        )
    assert len({subnet for _, subnet in made}) == 6


def test_a_range_that_somebody_took_meanwhile_is_given_up(client, run_id, marks, monkeypatch):
    _, taken = subnets.create_network(client, f"registres-{run_id}-a", marks)
    free = subnets.choose(subnets.ranges_of_networks(client))
    offered = iter([taken, free])
    monkeypatch.setattr(subnets, "choose", lambda _taken: next(offered))
    _, other = subnets.create_network(client, f"registres-{run_id}-b", marks)
    assert other == free


def test_what_the_engine_refuses_for_another_reason_is_not_tried_again(client, run_id, marks):
    with pytest.raises(SandboxError, match="refuse de créer le réseau"):
        subnets.create_network(client, "", marks)
