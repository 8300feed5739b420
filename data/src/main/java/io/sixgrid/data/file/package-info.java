/** Files of features as other programs write and read them: GeoJSON, GeoPackage, zipped Shapefile. */
@NullMarked
package io.sixgrid.data.file;

import org.jspecify.annotations.NullMarked;
