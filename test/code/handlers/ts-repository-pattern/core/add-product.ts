export interface ProductStore {
  add(product: { id: string }): Promise<void>;
}

export const addProduct = async (store: ProductStore, product: { id: string }) => {
  await store.add(product);
};
