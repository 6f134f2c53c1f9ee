"""What the packages do not hold, written by hand: facts known to anybody with a map.

Northern Ireland is here because the official coordinates of its postcodes may not be passed on
(see SOURCES.md). None of these lines was made from them. Each line says which towns a district
serves; `make.py` takes the middle of those towns from GeoNames. Where GeoNames has no such
place, or two of its name, the latitude and longitude after `@` were set by hand, to two decimals
(about a kilometre).
"""

# outward code | near | towns it serves | main council
NORTHERN_IRELAND = """
BT1 | Belfast | Belfast | Belfast
BT2 | Belfast | Belfast | Belfast
BT3 | Belfast | Sydenham @ 54.61 -5.89 | Belfast
BT4 | Belfast | Belmont @ 54.60 -5.87 | Belfast
BT5 | Belfast | Knock @ 54.59 -5.87 | Belfast
BT6 | Belfast | Cregagh @ 54.58 -5.90 | Belfast
BT7 | Belfast | Ormeau @ 54.58 -5.92 | Belfast
BT8 | Belfast | Newtownbreda @ 54.55 -5.91 | Lisburn and Castlereagh
BT9 | Belfast | Malone @ 54.57 -5.95 | Belfast
BT10 | Belfast | Finaghy @ 54.56 -5.98 | Belfast
BT11 | Belfast | Andersonstown @ 54.58 -5.99 | Belfast
BT12 | Belfast | Donegall Road @ 54.59 -5.96 | Belfast
BT13 | Belfast | Shankill @ 54.61 -5.96 | Belfast
BT14 | Belfast | Cliftonville @ 54.62 -5.96 | Belfast
BT15 | Belfast | Antrim Road @ 54.62 -5.93 | Belfast
BT16 | Dundonald | Dundonald | Lisburn and Castlereagh
BT17 | Belfast | Dunmurry @ 54.55 -6.01 | Belfast
BT18 | Holywood | Holywood | Ards and North Down
BT19 | Bangor | Bangor | Ards and North Down
BT20 | Bangor | Bangor | Ards and North Down
BT21 | Donaghadee | Donaghadee | Ards and North Down
BT22 | Newtownards | Greyabbey, Ballywalter, Kircubbin, Portavogie, Portaferry | Ards and North Down
BT23 | Newtownards | Newtownards, Comber | Ards and North Down
BT24 | Ballynahinch | Ballynahinch, Saintfield | Newry, Mourne and Down
BT25 | Dromore | Dromore @ 54.41 -6.15 | Armagh City, Banbridge and Craigavon
BT26 | Hillsborough | Hillsborough, Annahilt | Lisburn and Castlereagh
BT27 | Lisburn | Lisburn | Lisburn and Castlereagh
BT28 | Lisburn | Lisburn | Lisburn and Castlereagh
BT29 | Crumlin | Crumlin, Glenavy | Antrim and Newtownabbey
BT30 | Downpatrick | Downpatrick, Ardglass, Killyleagh, Crossgar | Newry, Mourne and Down
BT31 | Castlewellan | Castlewellan | Newry, Mourne and Down
BT32 | Banbridge | Banbridge | Armagh City, Banbridge and Craigavon
BT33 | Newcastle | Newcastle, Dundrum | Newry, Mourne and Down
BT34 | Newry | Newry, Warrenpoint, Rathfriland, Kilkeel | Newry, Mourne and Down
BT35 | Newry | Newry, Crossmaglen, Newtownhamilton | Newry, Mourne and Down
BT36 | Newtownabbey | Carnmoney | Antrim and Newtownabbey
BT37 | Newtownabbey | Jordanstown | Antrim and Newtownabbey
BT38 | Carrickfergus | Carrickfergus, Greenisland, Whitehead | Mid and East Antrim
BT39 | Ballyclare | Ballyclare, Doagh, Templepatrick | Antrim and Newtownabbey
BT40 | Larne | Larne | Mid and East Antrim
BT41 | Antrim | Antrim, Randalstown | Antrim and Newtownabbey
BT42 | Ballymena | Ballymena, Ahoghill, Connor, Cullybackey | Mid and East Antrim
BT43 | Ballymena | Ballymena, Broughshane | Mid and East Antrim
BT44 | Ballymena | Cushendall, Carnlough, Dunloy, Portglenone | Causeway Coast and Glens
BT45 | Magherafelt | Magherafelt, Castledawson, Bellaghy, Draperstown, Moneymore | Mid Ulster
BT46 | Maghera | Maghera | Mid Ulster
BT47 | Derry/Londonderry | Derry, New Buildings, Eglinton, Dungiven | Derry City and Strabane
BT48 | Derry/Londonderry | Derry | Derry City and Strabane
BT49 | Limavady | Limavady, Ballykelly | Causeway Coast and Glens
BT51 | Coleraine | Coleraine, Castlerock, Garvagh, Kilrea | Causeway Coast and Glens
BT52 | Coleraine | Coleraine | Causeway Coast and Glens
BT53 | Ballymoney | Ballymoney | Causeway Coast and Glens
BT54 | Ballycastle | Ballycastle | Causeway Coast and Glens
BT55 | Portstewart | Portstewart | Causeway Coast and Glens
BT56 | Portrush | Portrush | Causeway Coast and Glens
BT57 | Bushmills | Bushmills | Causeway Coast and Glens
BT60 | Armagh | Armagh, Keady | Armagh City, Banbridge and Craigavon
BT61 | Armagh | Armagh | Armagh City, Banbridge and Craigavon
BT62 | Portadown | Portadown, Tandragee | Armagh City, Banbridge and Craigavon
BT63 | Portadown | Portadown, Gilford | Armagh City, Banbridge and Craigavon
BT64 | Craigavon | Craigavon | Armagh City, Banbridge and Craigavon
BT65 | Craigavon | Craigavon | Armagh City, Banbridge and Craigavon
BT66 | Lurgan | Lurgan @ 54.46 -6.33 | Armagh City, Banbridge and Craigavon
BT67 | Moira | Moira, Magheralin | Armagh City, Banbridge and Craigavon
BT68 | Caledon | Caledon @ 54.35 -6.84 | Mid Ulster
BT69 | Aughnacloy | Aughnacloy | Mid Ulster
BT70 | Dungannon | Dungannon, Ballygawley | Mid Ulster
BT71 | Dungannon | Coalisland, Moy | Mid Ulster
BT74 | Enniskillen | Enniskillen | Fermanagh and Omagh
BT75 | Fivemiletown | Fivemiletown | Mid Ulster
BT76 | Clogher | Clogher @ 54.41 -7.17 | Mid Ulster
BT77 | Augher | Augher @ 54.43 -7.14 | Mid Ulster
BT78 | Omagh | Omagh, Fintona, Newtownstewart | Fermanagh and Omagh
BT79 | Omagh | Omagh, Carrickmore @ 54.60 -7.05, Plumbridge @ 54.77 -7.25 | Fermanagh and Omagh
BT80 | Cookstown | Cookstown | Mid Ulster
BT81 | Castlederg | Castlederg | Derry City and Strabane
BT82 | Strabane | Strabane, Sion Mills, Ballymagorry | Derry City and Strabane
BT92 | Lisnaskea | Lisnaskea, Newtownbutler, Derrylin @ 54.19 -7.57 | Fermanagh and Omagh
BT93 | Kesh | Belleek @ 54.48 -8.09, Kesh @ 54.52 -7.72, Belcoo @ 54.30 -7.88 | Fermanagh and Omagh
BT94 | Irvinestown | Irvinestown, Ballinamallard, Enniskillen | Fermanagh and Omagh
"""

# The Isle of Man, Jersey and Guernsey have no official coordinates either. Same columns.
CROWN_DEPENDENCIES = """
GY1 | St Peter Port | Saint Peter Port | Guernsey
GY2 | St Sampson | Saint Sampson | Guernsey
GY3 | Vale | Vale Parish | Guernsey
GY4 | St Martin | St Martin | Guernsey
GY5 | Castel | Castel | Guernsey
GY6 | St Andrew | Saint Andrew | Guernsey
GY7 | St Saviour | Saint Saviour, Saint Pierre du Bois Parish | Guernsey
GY8 | Forest | Forest Parish, Torteval | Guernsey
GY9 | Alderney | St Anne | Guernsey
GY10 | Sark | Sark | Guernsey
IM1 | Douglas | Douglas | Isle of Man
IM2 | Douglas | Douglas | Isle of Man
IM3 | Onchan | Onchan | Isle of Man
IM4 | Laxey | Laxey, Crosby, Kirk Braddan | Isle of Man
IM5 | Peel | Peel | Isle of Man
IM6 | Kirk Michael | Kirkmichael | Isle of Man
IM7 | Ramsey | Andreas, Ballaugh, Bride, Jurby, Lezayre, Maughold | Isle of Man
IM8 | Ramsey | Ramsey | Isle of Man
IM9 | Castletown | Castletown, Port Erin, Ballasalla | Isle of Man
IM86 | Douglas | Douglas | Isle of Man
IM99 | Douglas | Douglas | Isle of Man
JE1 | St Helier | Saint Helier | Jersey
JE2 | St Helier | Saint Helier | Jersey
JE3 | St Lawrence | St Lawrence | Jersey
JE4 | St Helier | Saint Helier | Jersey
JE5 | St Helier | Saint Helier | Jersey
"""

# Councils that Code-Point Open's list leaves out, or numbers as they were before a change.
OTHER_COUNCILS = {
    "N09000001": "Antrim and Newtownabbey",
    "N09000002": "Armagh City, Banbridge and Craigavon",
    "N09000003": "Belfast",
    "N09000004": "Causeway Coast and Glens",
    "N09000005": "Derry City and Strabane",
    "N09000006": "Fermanagh and Omagh",
    "N09000007": "Lisburn and Castlereagh",
    "N09000008": "Mid and East Antrim",
    "N09000009": "Mid Ulster",
    "N09000010": "Newry, Mourne and Down",
    "N09000011": "Ards and North Down",
    "GG": "Guernsey",
    "IM": "Isle of Man",
    "JE": "Jersey",
}
RENUMBERED = {"E08000016": "E08000038", "E08000019": "E08000039"}  # Barnsley and Sheffield, 2025

# Counties that have no council of their own, so that Code-Point Open does not name them: the last
# digits of their metropolitan districts (E080000nn). All the London boroughs (E09) are London.
METROPOLITAN_COUNTIES = {
    "E11000001": ("Greater Manchester", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    "E11000002": ("Merseyside", [11, 12, 13, 14, 15]),
    "E11000003": ("South Yorkshire", [17, 18, 38, 39]),
    "E11000005": ("West Midlands", [25, 26, 27, 28, 29, 30, 31]),
    "E11000006": ("West Yorkshire", [32, 33, 34, 35, 36]),
    "E11000007": ("Tyne and Wear", [21, 22, 23, 24, 37]),
}
LONDON = ("E12000007", "London")

# What people say instead of a council's name.
COUNCIL_NAMES = {
    "Bath and North East Somerset": ["BANES", "B&NES"],
    "Bournemouth, Christchurch and Poole": ["BCP"],
    "Isle of Anglesey": ["Anglesey", "Ynys Môn"],
    "Kingston upon Hull": ["Hull"],
    "Na h-Eileanan an Iar": ["Western Isles", "Outer Hebrides", "Na h-Eileanan Siar"],
    "Orkney Islands": ["Orkney"],
    "Shetland Islands": ["Shetland"],
    "Rhondda Cynon Taf": ["RCT"],
    "Windsor and Maidenhead": ["RBWM"],
}

# GeoNames rows that are no town or village, and rows better known by another name.
NOT_PLACES = {"Londonderry County Borough", "Mendip", "High Peak", "Saint Andrews Quay", "Brent"}
RENAMED = {
    "Blaenau-Ffestiniog": "Blaenau Ffestiniog",
    "City of Westminster": "Westminster",
    "Derry": "Derry/Londonderry",
    "Hay": "Hay-on-Wye",
    "Kirkmichael": "Kirk Michael",
}

# In Northern Ireland a place takes the council of the nearest district above; these differ.
NI_COUNCILS = {
    "Castlereagh": "Lisburn and Castlereagh",
    "Connor": "Mid and East Antrim",
    "Glenavy": "Lisburn and Castlereagh",
    "Greenisland": "Mid and East Antrim",
    "Moira": "Lisburn and Castlereagh",
    "Portaferry": "Ards and North Down",
    "Rathfriland": "Armagh City, Banbridge and Craigavon",
}

# Other names that people type: Welsh names, the short forms of English ones, and islands.
OTHER_NAMES = """
Aberaeron = Aberayron; Aberdare = Aberdâr; Aberdyfi = Aberdovey; Abergavenny = Y Fenni
Abertillery = Abertyleri; Ammanford = Rhydaman; Bala = Y Bala; Barmouth = Abermaw, Y Bermo
Barrow in Furness = Barrow; Barry = Y Barri; Bath = Caerfaddon; Beaumaris = Biwmares
Betws-y-Coed = Betws y Coed; Blackwood = Coed Duon; Blaenavon = Blaenafon
Blaenau Ffestiniog = Ffestiniog; Bo'ness = Borrowstounness
Brecon = Aberhonddu; Bridgend = Pen-y-bont ar Ogwr; Brighton = Brighton and Hove
Bristol = Bryste; Briton Ferry = Llansawel; Buckley = Bwcle
Builth Wells = Llanfair-ym-Muallt, Builth; Burry Port = Porth Tywyn; Caerleon = Caerllion
Caernarfon = Carnarvon, Caernarvon; Caerphilly = Caerffili; Cardiff = Caerdydd
Cardigan = Aberteifi; Carmarthen = Caerfyrddin; Cemaes Bay = Cemaes; Chepstow = Cas-gwent
Chester = Caer; Chirk = Y Waun; Colwyn Bay = Bae Colwyn; Conwy = Conway, Aberconwy
Cowbridge = Y Bont-faen; Criccieth = Cricieth; Crickhowell = Crucywel; Cwmbran = Cwmbrân
Deeside = Glannau Dyfrdwy; Denbigh = Dinbych; Derry/Londonderry = Derry, Londonderry, Doire
Dolgellau = Dolgelley; Dunvant = Dyfnant; Ebbw Vale = Glyn Ebwy; Edinburgh = Dùn Èideann
Enfield Town = Enfield; Fishguard = Abergwaun; Flint = Y Fflint; Fort William = An Gearasdan
Glasgow = Glaschu; Goodwick = Wdig; Grantown on Spey = Grantown; Grosmont = Y Grysmwnt
Harrow on the Hill = Harrow-on-the-Hill; Haverfordwest = Hwlffordd; Hawarden = Penarlâg
Hay-on-Wye = Y Gelli, Y Gelli Gandryll, Hay; Hereford = Henffordd; Holyhead = Caergybi
Holywell = Treffynnon; Inverness = Inbhir Nis; Isle of Arran = Arran; Isle of Bute = Bute
Isle of Cumbrae = Cumbrae; Isle of Islay = Islay, Ìle; Isle of Lewis = Lewis, Leòdhas
Isle of Mull = Mull; Isle of North Uist = North Uist; Isle of South Uist = South Uist
Isles of Scilly = Scilly, Scilly Isles; Kidwelly = Cydweli; Kingston upon Hull = Hull
Knighton = Tref-y-clawdd; Lampeter = Llanbedr Pont Steffan, Llambed; Laugharne = Talacharn
Liverpool = Lerpwl; Llandaff = Llandaf; Llandovery = Llanymddyfri
Llandrindod Wells = Llandrindod; Llanelli = Llanelly; London = Llundain
Llantwit Fardre = Llanilltud Faerdref; Llantwit Major = Llanilltud Fawr
Llanfairpwllgwyngyll = Llanfairpwll, Llanfair PG; Ludlow = Llwydlo; Manchester = Manceinion
Menai Bridge = Porthaethwy; Merthyr Tydfil = Merthyr Tudful, Merthyr
Milford Haven = Aberdaugleddau; Mold = Yr Wyddgrug; Monmouth = Trefynwy
Montgomery = Trefaldwyn; Morriston = Treforys; Mountain Ash = Aberpennar
Narberth = Arberth; Neath = Castell-nedd; New Quay = Y Cei Newydd, Ceinewydd
Newcastle Emlyn = Castellnewydd Emlyn; Newport, Wales = Casnewydd
Newport, Pembrokeshire = Trefdraeth; Newtown, Powys = Y Drenewydd; Oswestry = Croesoswallt
Pembroke = Penfro; Pembroke Dock = Doc Penfro; Perth = Peairt; Pontypool = Pont-y-pŵl
Port Talbot = Aberafan; Porthmadog = Portmadoc; Presteigne = Llanandras
Queensferry, Edinburgh = South Queensferry; Raglan = Rhaglan; Rhayader = Rhaeadr Gwy
Rhondda = Y Rhondda; Rhosllannerchrugog = Rhos; Rhyl = Y Rhyl; Ruabon = Rhiwabon
Ruthin = Rhuthun; Shrewsbury = Amwythig; St Asaph = Llanelwy; St Clears = Sanclêr
St Davids = Tyddewi, St David's; Stirling = Sruighlea; Stornoway = Steòrnabhagh
Stratford-upon-Avon = Stratford; Royal Leamington Spa = Leamington
Swansea = Abertawe; Tenby = Dinbych-y-pysgod; Tintern = Tyndyrn; Treorchy = Treorci
Tywyn = Towyn; Usk = Brynbuga; Welshpool = Y Trallwng; Westminster = City of Westminster
Whitland = Hendy-gwyn; Wick, Vale of Glamorgan = Y Wig; Wrexham = Wrecsam
Y Felinheli = Felinheli, Port Dinorwic
"""
