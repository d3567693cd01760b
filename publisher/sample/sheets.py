"""How do the sheets of one month look? The files that OPD, BPJS and companies would send."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import xlsxwriter

from publisher.contract import field_names, load_schema
from publisher.publish import SYNTHETIC_MARK
from publisher.reference import read_reference
from publisher.sample.payments import Payment
from publisher.sample.people import Codes, People, apportion
from publisher.sample.plan import months_between, on_path

SMALL = 5000  # rows: with `mixed`, lists up to this length are written as XLSX
NOTICE = (
    "Data sintetis: tidak ada orang, dan tidak ada NIK, yang nyata.\n"
    "Synthetic data: no person and no NIK in these sheets is real.\n"
)


@dataclass(frozen=True)
class SheetWriter:
    """Writes the sheets of a synthetic city. `form` is csv, xlsx or mixed."""

    city_dir: Path
    plan: dict[str, Any]
    people: People
    form: str

    def write_month(self, folder: Path, month: str, payments: Sequence[Payment]) -> None:
        """All sheets of one month into `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SYNTHETIC_MARK).write_text(NOTICE, encoding="utf-8")
        place = months_between(self.plan["first"], month).index(month)
        for name, table in self.opd_lists(place):
            self.write(folder / name, table)
        for name, table in self.payment_lists(payments, month):
            self.write(folder / name, table)
        self.write(folder / "csr_pledges", self.pledges(month))
        self.write(folder / "participants", self.participants(month))
        self.write(folder / "benefits_paid", self.benefits(month, place, payments))

    def write(self, stem: Path, table: pa.Table) -> None:
        """One sheet as CSV or XLSX; a sheet without rows is not sent, but BPJS sends its list every month."""
        if table.num_rows == 0 and stem.name != "bpjs_active":
            return
        if self.form == "csv" or (self.form == "mixed" and table.num_rows > SMALL):
            pa.csv.write_csv(table, stem.with_name(f"{stem.name}.csv"))
            return
        options = {"constant_memory": True}
        with xlsxwriter.Workbook(str(stem.with_name(f"{stem.name}.xlsx")), options) as book:
            sheet = book.add_worksheet("data")
            sheet.write_row(0, 0, table.column_names)
            for row, cells in enumerate(zip(*table.to_pydict().values(), strict=True), start=1):
                sheet.write_row(row, 0, cells)

    def names(self, reference: str, column: str) -> dict[str, str]:
        """Written names of a reference by id."""
        return {row["id"]: row[column] for row in read_reference(self.city_dir, reference)}

    def opd_lists(self, place: int) -> Iterator[tuple[str, pa.Table]]:
        """One list a body: the workers it looks after, where they live in that month."""
        people, lives = self.people, self.people.living_in(place)
        opd, sector = self.names("opd", "name_id"), self.names("sector", "name_id")
        kecamatan, kelurahan = self.names("kecamatan", "name"), self.names("kelurahan", "name")
        kecamatan_names = pa.array([kecamatan[code[:8]] for code in people.kelurahans])
        kelurahan_names = pa.array([kelurahan[code] for code in people.kelurahans])
        sector_names = pa.array([sector[name] for name in people.sectors])
        for code, name in enumerate(people.opds):
            members = np.flatnonzero(people.opd == code)
            yield f"opd_workers-{name}", pa.table({
                "nik": people.nik[members],
                "nama": [f"Pekerja Sintetis {number + 1}" for number in members.tolist()],
                "tanggal_lahir": people.birth[members].astype(str),
                "jenis_kelamin": np.where(people.woman[members], "P", "L"),
                "disabilitas": np.where(people.disabled[members], "ya", "tidak"),
                "segmen": np.full(len(members), "bpu"),
                "opd": np.full(len(members), opd[name]),
                "sektor": sector_names.take(pa.array(people.sector[members])),
                "kecamatan": kecamatan_names.take(pa.array(lives[members])),
                "kelurahan": kelurahan_names.take(pa.array(lives[members])),
            })  # fmt: skip

    def payment_lists(self, payments: Sequence[Payment], month: str) -> Iterator[tuple[str, pa.Table]]:
        """The BPJS list, a list for each company that paid, a list for each kind of self-payer."""
        source, funder = self.names("funding_source", "name_id"), self.names("funder", "name")
        columns_of_bpjs = field_names(load_schema("sheets", "bpjs_active"))
        nobody = pa.table({name: pa.array([], pa.string()) for name in columns_of_bpjs})
        together: dict[str, list[pa.Table]] = {}
        for payment in payments:
            jht = self.saves_for_old_age(payment)
            columns: dict[str, Any] = {
                "nik": self.people.nik[payment.workers],
                "sumber_dana": [source[payment.source]] * len(payment.workers),
                "paket": np.where(jht, "JKK+JKM+JHT", "JKK+JKM"),
                "iuran": self.iuran(payment) + 20_000 * payment.months * jht,
            }
            if payment.sent_as == "bpjs_active":
                name = "bpjs_active"
                columns |= {
                    "bulan": month,
                    "pembayar": funder[payment.funder],
                    "dibayar_sampai": payment.paid_through,
                }
            elif payment.sent_as == "csr_payments":
                name = f"csr_payments-{payment.funder}"
                columns |= {
                    "perusahaan": funder[payment.funder],
                    "bulan_mulai": month,
                    "jumlah_bulan": payment.months,
                }
            else:
                name = f"self_payers-{payment.source}"
                columns |= {"bulan": month, "jumlah_bulan": payment.months}
            together.setdefault(name, []).append(as_table(columns))
        for name, tables in ({"bpjs_active": [nobody]} | together).items():
            yield name, pa.concat_tables(tables)

    def saves_for_old_age(self, payment: Payment) -> Codes:
        """1 for each worker whose package holds JHT: one in twelve of those who pay for themselves."""
        own = payment.source.startswith("mandiri")
        return (payment.workers % 12 == 0).astype(np.int64) * own

    def iuran(self, payment: Payment) -> Codes:
        """[rupiah] JKK + JKM of each worker for all months of a payment, lowest bracket."""
        transport = {row["id"]: row["transport"] for row in read_reference(self.city_dir, "sector")}
        months = months_between(payment.first, on_month(payment.first, payment.months))
        rates = {
            flag: sum(self.rate(month, flag, payment.source) for month in months)
            for flag in ("true", "false")
        }
        flags = [
            transport[self.people.sectors[code]] for code in self.people.sector[payment.workers].tolist()
        ]
        return np.array([rates[flag] for flag in flags], dtype=np.int64)

    def rate(self, month: str, transport: str, source: str) -> int:
        """[rupiah] JKK + JKM of one month by the tariff table; relief only where the law itself grants it."""
        relief = {row["id"]: row["relief"] for row in read_reference(self.city_dir, "funding_source")}[source]
        total = 0
        for programme, bracket in (("jkk", "1"), ("jkm", "0")):
            rows = [
                row for row in read_reference(self.city_dir, "tariff")
                if row["programme"] == programme and row["bracket"] == bracket
                and row["valid_from"] <= month <= (row["valid_to"] or month)
                and row["transport"] in ("any", transport)
                and (row["relief"] == "none" or relief == "by_law")
            ]  # fmt: skip
            total += min(int(row["idr_per_worker_month"]) for row in rows)
        return total

    def pledges(self, month: str) -> pa.Table:
        """What companies pledge in the month in which their payment begins."""
        source, funder = self.names("funding_source", "name_id"), self.names("funder", "name")
        rows = []
        for block in self.plan["block"]:
            if block["sent_as"] == "csr_payments" and block["first"] == month:
                months = months_between(block["first"], block["last"])
                rates = [self.rate(each, "false", block["source"]) for each in months]
                rows.append(
                    {
                        "bulan": month,
                        "sumber_dana": source[block["source"]],
                        "perusahaan": funder[block["funder"]],
                        "jumlah": block["workers"] * sum(rates),
                        "pekerja": block["workers"],
                        "jumlah_bulan": len(months),
                    }
                )
        return pa.Table.from_pylist(rows)

    def participants(self, month: str) -> pa.Table:
        """BPJS's count of the whole city by segment and programme."""
        programmes = {
            "pu": ("jkk", "jkm", "jht"),
            "non_asn": ("jkk", "jkm"),
            "bpu": ("jkk", "jkm"),
            "jakon": ("jkk", "jkm"),
        }
        rows = [
            {"bulan": month, "segmen": segment, "program": programme, "peserta": on_path(path, month)}
            for segment, path in self.plan["participants"].items()
            for programme in programmes[segment]
        ]
        return pa.Table.from_pylist(rows)

    def benefits(self, month: str, place: int, payments: Sequence[Payment]) -> pa.Table:
        """Cases paid in the month, spread over kecamatan by their people."""
        covered = sum(len(payment.workers) for payment in payments)
        kecamatan = self.names("kecamatan", "name")
        weights = np.array([self.plan["kecamatan"][code] for code in kecamatan], dtype=float)
        rows = []
        for about in self.plan["benefit"]:
            cases = apportion(round(covered / 10_000 * about["cases"]), np.roll(weights, place))
            rows += [
                {
                    "bulan": month,
                    "program": about["programme"],
                    "manfaat": about["benefit"],
                    "kecamatan": name,
                    "jumlah": about["rupiah"],
                }
                for name, count in zip(
                    np.roll(list(kecamatan.values()), place).tolist(), cases.tolist(), strict=True
                )
                for _ in range(count)
            ]
        return pa.Table.from_pylist(rows)


def on_month(first: str, months: int) -> str:
    """The last of `months` months that begin with `first`."""
    place = int(first[:4]) * 12 + int(first[5:]) - 1 + months - 1
    return f"{place // 12}-{place % 12 + 1:02d}"


def as_table(columns: dict[str, Any]) -> pa.Table:
    """A table whose single values stand in every row."""
    rows = len(columns["nik"])
    return pa.table(
        {name: [value] * rows if isinstance(value, (str, int)) else value for name, value in columns.items()}
    )
