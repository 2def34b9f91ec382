# Adds to an LV2 bundle's manifest the declaration of the property that its presets set.
file(READ ${MANIFEST} manifest)
string(REGEX MATCH "<([^>]*:Program)>" found "${manifest}")
if(found AND NOT manifest MATCHES "a lv2:Parameter")
    file(APPEND ${MANIFEST} "\n${found}\n\ta lv2:Parameter ;\n\trdfs:label \"Program\" ;\n\trdfs:range xsd:int .\n")
endif()
