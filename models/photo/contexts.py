"""What is usually around when the classifier says such a class, for words that ImageNet-1k has no class for.

Written by hand: word, weight, and the classes, by any of their labels or by the last word of one.
"""

PERSON = """suit|groom|bow tie|Windsor tie|jersey|sweatshirt|cardigan|T-shirt|trench coat|lab coat|academic gown|graduation cap
|mortarboard|military uniform|bikini|miniskirt|gown|kimono|abaya|sarong|poncho|stole|fur coat|wig|lipstick|sunglasses|sunglass
|neck brace|hair spray|lotion|sunscreen|face powder|sombrero|cowboy hat|bonnet|shower cap|swimming cap|bathing cap|swim trunks
|brassiere|diaper|bib|scuba diver|baseball player|ballplayer|stethoscope|bulletproof vest|cloak|mask|ski mask|gas mask
|oxygen mask|crash helmet|football helmet|jeans|pajamas|apron|hoop skirt|overskirt|pickelhaube|Band-Aid|necklace|feather boa
|crutch|seat belt|microphone|violin|cello|flute|trombone|French horn|accordion|harmonica|banjo|barbershop|torch"""
STREET = """traffic light|street sign|parking meter|taxicab|cab|tram|streetcar|trolleybus|minibus|school bus|limousine|police van
|ambulance|fire truck|fire engine|garbage truck|moving van|recreational vehicle|manhole cover|mailbox|pay phone|gas pump
|gas station|unicycle|tricycle|moped|rickshaw|jinrikisha"""
TOWN = """palace|church|monastery|mosque|bell tower|bell cote|obelisk|triumphal arch|dome|stupa|library|restaurant|shop|store
|bakery|tobacco|butcher|bookstore|confectionery|toy store|shoe store|grocery|cinema|prison|planetarium|patio|boathouse|barn
|greenhouse|steel arch bridge|suspension bridge|viaduct|fountain|flagpole"""
LAND = """mountain|alp|volcano|valley|cliff|geyser|lakeshore|lakeside|promontory|seashore|sandbar|coral reef|breakwater|dam
|mountain tent|megalith"""
SEA = """seashore|sandbar|promontory|breakwater|coral reef|beacon|lighthouse|pier|dock|catamaran|trimaran|yawl|schooner|speedboat
|canoe|fireboat|ocean liner|container ship|submarine|lifeboat|gondola|paddle|drilling platform"""
MEAL = """plate|tray|restaurant|menu|soup bowl|frying pan|wok|hot pot|Crock Pot|slow cooker|dining table|consomme|pizza|burrito
|cheeseburger|hot dog|meatloaf|pot pie|carbonara|guacamole|mashed potato|trifle|ice cream|popsicle|bagel|pretzel|French loaf
|dough|espresso|red wine|eggnog|chocolate syrup"""
COFFEE = "espresso|coffee mug|coffeemaker|espresso machine|espresso maker"
DRINK = f"{COFFEE}|cup|teapot|pitcher|goblet|beer glass|beer bottle|red wine"
CONTEXTS = [
    ("person", 1.0, PERSON), ("street", 0.6, STREET), ("city", 0.4, STREET), ("building", 0.6, TOWN), ("town", 0.4, TOWN),
    ("landscape", 0.7, LAND), ("nature", 0.4, LAND), ("sea", 0.6, SEA), ("food", 0.6, MEAL), ("meal", 0.5, MEAL),
    ("drink", 0.4, DRINK), ("coffee", 0.8, COFFEE),
]  # fmt: skip


def contexts(classes):
    """Class, word, weight."""
    for word, weight, named in CONTEXTS:
        wanted = {it.strip().lower() for it in named.split("|")}
        for at, (name, labels) in enumerate(zip(classes.names, classes.labels)):
            called = {it.lower() for it in (name, *labels)}
            if called & wanted or any(it.endswith(f" {last}") for it in called for last in wanted if len(last) > 5):
                yield at, word, weight
