"""What most links say alike: the compressor is told it beforehand, so that it need not travel.

Changing one letter makes every older link unreadable: whoever changes it also changes `link.FORM`.
Codes that are not in here may still stand in a link; they only take more room.
"""

SECTORS = (
    '"pengemudi_ojek_online","ojek_pangkalan","sopir_angkot","tukang_becak","kurir","kader_pkk",'
    '"kader_posyandu","kepling","guru_swasta","guru_honor","guru_mengaji","guru_sekolah_minggu","marbot",'
    '"penggali_kubur","nelayan","petani","pedagang","pelaku_umkm","pemulung","tukang_bangunan",'
    '"tukang_listrik","buruh_harian","asisten_rumah_tangga","lainnya",'
)
OPDS = (
    '"disnaker","diskop_ukm_perindag","dispar","disdikbud","dinkes","dishub","perkim_cktr","dinsos",'
    '"disdukcapil","dkp3","sdabmbk","bag_tapem","pud_pasar","pud_rph","dispora","belum_disebut",'
    '"lainnya",'
)
KECAMATAN = (
    '"12.71.01","12.71.02","12.71.03","12.71.04","12.71.05","12.71.06","12.71.07","12.71.08","12.71.09",'
    '"12.71.10","12.71.11","12.71.12","12.71.13","12.71.14","12.71.15","12.71.16","12.71.17","12.71.18",'
    '"12.71.19","12.71.20","12.71.21",'
)
FIGURES = (
    '"additional":0,"additional_worker_months":0,"available":0,"months":12,"protected_after":0,'
    '"public_moved":0,"renewal_month":"2027-10","rest_idr":null,"workers_if_relief":0,"end_month":"2027-09",'
    '{"figures":{"capacity_needed":0,"due":"2027-10","iuran_idr":0,"overhead_idr":0,"peak_idr":0,'
    '"peak_month":"2027-10","people_needed":0,"protected":0,"saving_if_relief_idr":0,"target_workers":0,'
    '"total_idr":0,"universe":0,"worker_months":0},'
)
RATES = (
    '"model":"2.0","rates":[["jkk","bpu",1,"any","none","2015-07",null,10000],'
    '["jkm","bpu",0,"any","none","2015-07",null,6800],["jht","bpu",1,"any","none","2015-07",null,20000],'
    '["jkk","bpu",1,"true","pp50_2025","2026-01","2027-03",5000],'
    '["jkm","bpu",0,"true","pp50_2025","2026-01","2027-03",3400],'
    '["jkk","bpu",1,"false","pp50_2025","2026-04","2026-12",5000],'
    '["jkm","bpu",0,"false","pp50_2025","2026-04","2026-12",3400]],'
    '"reliefs":{"apbd_kota":"never","csr_bumn":"if_confirmed","csr_swasta":"if_confirmed"},'
)
HABITS = (
    '"course":{"budgets":[{"idr":1000000000,"source":"apbd_kota","year":2027}],"growth":0,"habits":{'
    '"apbd_kota":{"months":12,"new":0,"renewal":10000},"apbd_provinsi":{"months":12,"new":0,"renewal":10000},'
    '"apbn":{"months":12,"new":0,"renewal":10000},"csr_bumn":{"months":6,"new":0,"renewal":0},'
    '"csr_swasta":{"months":6,"new":0,"renewal":0},"dbh_sawit":{"months":12,"new":0,"renewal":10000},'
    '"donatur":{"months":6,"new":0,"renewal":0},"mandiri":{"months":1,"new":0,"renewal":9000},'
    '"mandiri_kepling":{"months":1,"new":0,"renewal":9000}}},'
)
SCENARIO = (
    '"scenario":{"base_month":"2026-10","budget_idr":500000000,"capacity":null,'
    + HABITS
    + '"goals":[{"month":"2027-10","share":"0.29","workers":null},'
    '{"month":"2030-12","share":null,"workers":0}],"held_until":"2028-10","kecamatan":["12.71.01","12.71.02","12.71.03","12.71.04","12.71.05"],"months":12,'
    '"near":null,"opd":[],"overhead":0,"people":"unprotected","people":"expiring","people":"everyone",'
    '"pledges":[{"idr":null,"months":12,"start_month":"2026-11","workers":1000},'
    '{"idr":500000000,"months":6,"start_month":"2027-01","workers":null}],"protected":null,'
    '"question":"budget","question":"workers","question":"months","question":"city","rule":"lowest_coverage",'
    '"rule":"largest_gap","rule":"highest_risk","rule":"near","rule":"equal","sector":[],'
    '"start_month":"2026-11","terms":{"bracket":1,"funding_source":"csr_swasta","package":"jkk_jkm_jht",'
    '"relief_for_csr":false,"segment":"bpu"},"universe":null,"within":3,"workers":1000},'
)
STANDING = (
    '"standing":{"ends":[["apbd_kota",[0,0,0],[0,0,0]],["apbd_provinsi",[0,0],[0,0]],["apbn",[],[]],'
    '["csr_bumn",[],[0,0]],["csr_swasta",[],[0,0]],["dbh_sawit",[],[]],["donatur",[0,0,0],[0,0,0]],'
    '["mandiri",[0],[0]],["mandiri_kepling",[0],[0]]],"universe":[0,0]}}'
)
# What is found in nearly every link stands last: it is the nearest to what follows.
DICTIONARY = (SECTORS + OPDS + KECAMATAN + FIGURES + RATES + SCENARIO + STANDING).encode()
